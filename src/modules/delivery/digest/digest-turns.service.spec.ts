import { beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom, of } from 'rxjs';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Digest } from '../../model/digest.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../store/order-keys.js';
import type { TakenTurn } from '../conversation/turns.service.js';
import type { QuietTurns } from '../quiet/quiet-turns.service.js';
import { unsentReport, type Report } from '../report.js';
import type { CarrierTurns } from './carrier-turns.service.js';
import { DigestTurns } from './digest-turns.service.js';
import { Storms } from './storms.service.js';

const NOW = Date.parse('2025-06-10T10:00:00Z');
const STORM: Digest = {
  kind: 'storm',
  over: 2,
  withinMs: 3_600_000,
  everyMs: 60_000,
  types: null,
  except: [],
};
const DAILY: Digest = {
  kind: 'scheduled',
  everyMs: 86_400_000,
  at: 12 * 60,
  weekdays: null,
  zone: 'UTC',
  types: null,
  except: ['job.failed'],
};
const MESSAGE: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };

describe(DigestTurns, () => {
  let digest: Digest | null;
  let adapter: string;
  let turn: TakenTurn;
  let turns: DigestTurns;

  beforeEach(() => {
    [digest, adapter, turn] = [STORM, 'slack', MESSAGE];
    turns = new DigestTurns(
      { take: () => of(turn) } as unknown as QuietTurns,
      { take: () => of(MESSAGE) } as unknown as CarrierTurns,
      new Storms(),
      { find: () => anEndpoint({ digest, adapter }) } as unknown as EndpointCatalogue,
      { now: () => NOW },
    );
  });

  const take = (own: Partial<LeasedDelivery> = {}) => firstValueFrom(turns.take(aDelivery(own)));
  /** Returns `sent`, or the wait of the digest that a delivery joins, ms. */
  const taken = async (own: Partial<LeasedDelivery> = {}) => {
    const result = await take(own);
    return result.kind === 'send' ? 'sent' : result.report.join?.opening.inMs;
  };
  const settled = async (outcome: Report['outcome']) => {
    const result = await take();
    if (result.kind !== 'send') throw new Error('it is not sent');
    result.settle({ ...unsentReport(aDelivery(), { next: null }), outcome });
  };

  it('send messages up to the number, then gather them: their turn is over, and they are due never', async () => {
    expect([await taken(), await taken(), await taken(), await taken()]).toEqual([
      'sent',
      'sent',
      60_000,
      60_000,
    ]);
    const result = await take();
    expect(result).toMatchObject({
      kind: 'unsent',
      report: { next: { state: 'pending', dueAt: BLOCKED_UNTIL_PREDECESSOR, reason: 'grouped' } },
    });
  });

  it.each<[string, () => unknown, Partial<LeasedDelivery>]>([
    ['of endpoints without a digest', () => (digest = null), {}],
    ['that edit a message', () => (turn = { ...MESSAGE, notifies: false }), {}],
    ['that an operator asked for', () => undefined, { isAskedFor: true }],
    ['of digests', () => undefined, { event: { ...aDelivery().event, type: 'webhook.digest' } }],
  ])('send deliveries %s, and count none of them', async (_what, arrange, own) => {
    arrange();
    const all = [await taken(own), await taken(own), await taken(own), await taken(own)];
    expect(all).toEqual(['sent', 'sent', 'sent', 'sent']);
  });

  it('end a digest unsent at an endpoint that takes each event by itself by now', async () => {
    adapter = 'generic';
    expect(await take({ event: { ...aDelivery().event, type: 'webhook.digest' } })).toMatchObject({
      kind: 'unsent',
      report: { next: { state: 'cancelled', reason: 'digest_empty' } },
    });
  });

  it('do not count what reached nobody', async () => {
    await settled({ kind: 'retry', code: 'ECONNREFUSED', message: 'refused' });
    await settled({ kind: 'delivered' });
    expect([await taken(), await taken()]).toEqual(['sent', 60_000]);
  });

  it('gather all but what is excepted until the time of the schedule', async () => {
    digest = DAILY;
    expect(await taken()).toBe(2 * 3_600_000);
    expect(await taken({ event: { ...aDelivery().event, type: 'job.failed' } })).toBe('sent');
  });

  it('keep what becomes of the message of the job, and the class of the error', async () => {
    const conversation = { conversation: { ref: null }, edited: false } as unknown as NonNullable<
      Report['conversation']
    >;
    turn = { ...MESSAGE, gathered: { conversation } };
    digest = DAILY;
    const event = { ...aDelivery().event, data: '{"error":"no codec for 17 clips"}' };
    expect(await take({ event })).toMatchObject({
      report: { conversation, join: { errorClass: 'no codec for … clips' } },
    });
  });

  it('leave alone what their turn has ended', async () => {
    turn = { kind: 'unsent', report: unsentReport(aDelivery(), { next: { state: 'delivered' } }) };
    expect(await take()).toBe(turn);
  });
});
