import { beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, of } from 'rxjs';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { isAbout, isActive, type Mute } from '../../model/mute.js';
import type { Quiet } from '../../model/quiet.js';
import type { ConversationStore } from '../../store/conversation-store.js';
import type { TakenTurn, Turns } from '../conversation/turns.service.js';
import { unsentReport } from '../report.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Silences } from './silences.service.js';
import { QuietTurns } from './quiet-turns.service.js';

const NOW = Date.parse('2025-06-10T23:00:00Z');
const MORNING = Date.parse('2025-06-11T07:00:00Z');
const NIGHT: Quiet = {
  spans: [{ from: 22 * 60, to: 31 * 60 }],
  weekdays: null,
  daysOfMonth: null,
  months: null,
  zone: 'UTC',
  then: 'hold',
  except: ['job.failed'],
};
const MESSAGE: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };
const MUTE: Mute = {
  id: 'm1',
  endpointId: 'e1',
  type: null,
  jobId: null,
  errorClass: null,
  until: 0,
  then: 'drop',
  reason: null,
  actor: 'console',
  createdAt: 0,
  endedAt: null,
};
const ORDERED = { orderKey: 'j1' };

describe(QuietTurns.name, () => {
  let quiet: Quiet | null;
  let now: number;
  let turn: TakenTurn;
  /** Types of the events that wait behind the delivery; an error: the store does not answer. */
  let waiting: readonly string[] | Error;
  let muted: readonly Mute[];
  let events: DeliveryEvents;
  let turns: QuietTurns;

  beforeEach(() => {
    [quiet, now, turn, waiting] = [NIGHT, NOW, MESSAGE, []];
    muted = [];
    events = new DeliveryEvents();
    const mutes: Pick<MuteCatalogue, 'about'> = {
      about: (subject, at) => muted.filter((mute) => isActive(mute, at) && isAbout(mute, subject)),
    };
    const catalogue = { find: () => anEndpoint({ quiet }) };
    const read = async () => {
      if (waiting instanceof Error) throw waiting;
      return waiting;
    };
    turns = new QuietTurns(
      { take: () => of(turn) } as unknown as Turns,
      new Silences(catalogue as unknown as EndpointCatalogue, mutes as unknown as MuteCatalogue, {
        now: () => now,
      }),
      { waitingTypes: read } as unknown as ConversationStore,
      events,
    );
  });

  /** Returns `sent`, or the next state of a delivery that is not sent. */
  const taken = async (own: Partial<LeasedDelivery> = {}) => {
    const result = await firstValueFrom(turns.take(aDelivery(own)));
    return result.kind === 'send' ? 'sent' : result.report.next;
  };
  const HELD = { state: 'pending', dueAt: MORNING, inMs: MORNING - NOW, reason: 'quiet_hours' };
  const failed = { ...aDelivery().event, type: 'job.failed' };

  it('hold a message until the end of the window, without a mark that a limit delays it', async () => {
    expect(await taken()).toEqual(HELD);
    now = MORNING;
    expect(await taken()).toBe('sent');
  });

  it.each<[string, () => unknown, Partial<LeasedDelivery>]>([
    ['of an endpoint without quiet hours', () => (quiet = null), {}],
    ['of an excepted type', () => undefined, { event: failed }],
    ['that an operator asked for', () => undefined, { isAskedFor: true }],
    ['that edits a message', () => (turn = { ...MESSAGE, notifies: false }), {}],
    ['that an excepted event of its job waits behind', () => (waiting = ['job.x', 'job.failed']), ORDERED],
  ])('send a delivery %s', async (_what, arrange, own) => {
    arrange();
    expect(await taken(own)).toBe('sent');
  });

  it('hold a delivery of a job whose other events wait, and one where the store does not tell them', async () => {
    waiting = ['job.x'];
    expect(await taken(ORDERED)).toEqual(HELD);
    waiting = new Error('away');
    let told = 0;
    events.stream.subscribe(({ kind }) => (told += kind === 'store-failing' ? 1 : 0));
    expect(await taken(ORDERED)).toEqual(HELD);
    expect(told).toBe(1);
  });

  it('cancel a message where they drop, whatever waits behind it', async () => {
    quiet = { ...NIGHT, then: 'drop' };
    waiting = ['job.failed'];
    expect(await taken(ORDERED)).toEqual({ state: 'cancelled', reason: 'quiet_hours' });
  });

  it('hold an announcement, and give it up where its job goes on or messages are dropped', async () => {
    const unannounced = unsentReport(aDelivery(), { next: { state: 'delivered' } });
    turn = { ...MESSAGE, unannounced };
    expect(await taken(ORDERED)).toEqual(HELD);
    waiting = ['job.x'];
    expect(await taken(ORDERED)).toEqual({ state: 'delivered' });
    quiet = { ...NIGHT, then: 'drop' };
    expect(await taken(ORDERED)).toEqual({ state: 'delivered' });
  });

  it('heed mutes, of which one that drops goes before quiet hours, and the one that ends last holds', async () => {
    const until = NOW + 60_000;
    muted = [{ ...MUTE, until, type: 'job.*', then: 'hold' }];
    expect(await taken()).toEqual(HELD);
    quiet = null;
    expect(await taken({ event: failed })).toEqual({
      state: 'pending',
      dueAt: until,
      inMs: 60_000,
      reason: 'muted',
    });
    muted = [...muted, { ...MUTE, until, jobId: '7' }];
    const ofJob = { ...failed, data: '{"job_id":7}' };
    expect(await taken({ event: ofJob })).toEqual({ state: 'cancelled', reason: 'muted' });
    expect(await taken({ event: ofJob, endpointId: 'e2' })).toBe('sent');
    now = until;
    expect(await taken({ event: ofJob })).toBe('sent');
  });

  it('heed mutes of a kind of error, which give way to what waits behind: its errors are not known', async () => {
    quiet = null;
    const mute = { ...MUTE, until: NOW + 60_000, then: 'hold', errorClass: 'node … is away' } as const;
    muted = [mute];
    const failedBy = (error: string) => ({ ...failed, data: JSON.stringify({ error }) });
    expect(await taken({ event: failedBy('node 17 is away') })).toMatchObject({ reason: 'muted' });
    expect(await taken({ event: failedBy('node 17 is full') })).toBe('sent');
    expect(await taken({ event: failed })).toBe('sent');
    waiting = ['job.failed'];
    expect(await taken({ ...ORDERED, event: failedBy('node 17 is away') })).toBe('sent');
  });

  it('leave a delivery alone that its turn has ended', async () => {
    turn = { kind: 'unsent', report: unsentReport(aDelivery(), { next: { state: 'delivered' } }) };
    expect(await taken()).toEqual({ state: 'delivered' });
  });
});
