import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Digest } from '../../model/digest.js';
import type { MuteSubject } from '../../model/mute.js';
import type { DigestStore } from '../../store/digest-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../../store/order-keys.js';
import type { TakenTurn } from '../conversation/turns.service.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { QuietTurns } from '../quiet/quiet-turns.service.js';
import type { Silence, Silences } from '../quiet/silences.service.js';
import { CarrierTurns } from './carrier-turns.service.js';
import { NO_CONTENT } from './content.js';
import type { DigestContents } from './digest-contents.service.js';
import { DigestTurns } from './digest-turns.service.js';
import { Storms } from './storms.service.js';

const NIGHT: Silence = { reason: 'quiet_hours', then: 'hold', until: 9_000, now: 0 };
const CARRIER = aDelivery({ event: { ...aDelivery().event, type: 'webhook.digest', data: NO_CONTENT } });
const MESSAGE: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };
/** A storm from the first message on. */
const STORM: Digest = { kind: 'storm', over: 0, withinMs: 60_000, everyMs: 500, types: null, except: [] };

const told = (turn: TakenTurn): string => {
  if (turn.kind === 'send') return `send ${turn.delivery?.event.data ?? 'its event'}`;
  const { next } = turn.report;
  if (next?.state !== 'pending')
    return next ? `${next.state}: ${'reason' in next ? next.reason : ''}` : 'nothing';
  return next.dueAt === BLOCKED_UNTIL_PREDECESSOR ? 'gathered' : `due at ${next.dueAt}`;
};

let scheduler: TestScheduler;
let failures: string[];
let events: DeliveryEvents;
beforeEach(() => {
  scheduler = marbles();
  failures = [];
  events = new DeliveryEvents();
  events.stream.subscribe((event) => failures.push(event.kind));
});

type Closed = LeasedDelivery | 'empty' | 'lost';

/** Turns of carriers over a store that reads types and closes digests as these do, in a night from which failures are excepted. */
const carriers = (
  types: Observable<readonly string[]>,
  closed: Observable<Closed>,
  silence = NIGHT,
): CarrierTurns =>
  new CarrierTurns(
    { close: () => closed } as unknown as DigestContents,
    { types: () => types } as unknown as DigestStore,
    { of: ({ type }: MuteSubject) => (type === 'job.failed' ? null : silence) } as unknown as Silences,
    { now: () => scheduler.now() },
    events,
  );

describe('The turn of a digest, in marble time,', () => {
  const content = { ...CARRIER, event: { ...CARRIER.event, data: '{"count":2}' } };

  it('asks what has gathered in quiet hours, and waits for their end', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const closed = cold<Closed>('-(c|)', { c: content });
      const turns = carriers(cold('--(t|)', { t: ['job.completed'] }), closed);
      expectObservable(turns.take(CARRIER).pipe(map(told))).toBe('--(h|)', { h: 'due at 9000' });
      expectSubscriptions(closed.subscriptions).toBe([]);
    });
  });

  it('closes the digest after that where an event is excepted, and sends its content', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const closed = cold<Closed>('-(c|)', { c: content });
      const turns = carriers(cold('--(t|)', { t: ['job.failed'] }), closed);
      expectObservable(turns.take(CARRIER).pipe(map(told))).toBe('---(s|)', { s: 'send {"count":2}' });
      expectSubscriptions(closed.subscriptions).toBe('--^!');
    });
  });

  it.each<[string, Closed, string]>([
    ['ends unsent where nothing waits in it any more', 'empty', 'cancelled: digest_empty'],
    ['ends without a change where the lease is another node’s', 'lost', 'nothing'],
  ])('%s', (_what, result, expected) => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = carriers(cold('(t|)', { t: ['job.failed'] }), cold('-(c|)', { c: result }));
      expectObservable(turns.take(CARRIER).pipe(map(told))).toBe('-(e|)', { e: expected });
    });
  });

  it('hands the digest back for a second where the store fails to read or to close it', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const unread = carriers(cold('-#'), cold('(c|)'));
      expectObservable(unread.take(CARRIER).pipe(map(told))).toBe('-(u|)', { u: 'due at 1001' });
      const open = carriers(cold('-(t|)', { t: ['job.failed'] }), cold('--#'));
      expectObservable(open.take(CARRIER).pipe(map(told))).toBe('---(u|)', { u: 'due at 1003' });
    });
    expect(failures).toEqual(['store-failing', 'store-failing']);
  });

  it('stops closing with its subscriber', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const closed = cold<Closed>('-----(c|)', { c: content });
      const turns = carriers(cold('-(t|)', { t: ['job.failed'] }), closed);
      expectObservable(turns.take(CARRIER), '^--!').toBe('----');
      expectSubscriptions(closed.subscriptions).toBe('-^-!');
    });
  });
});

describe('The turn of a delivery at an endpoint with digests, in marble time,', () => {
  const over = (turn: Observable<TakenTurn>, carrier: Observable<TakenTurn>): DigestTurns =>
    new DigestTurns(
      { take: () => turn } as unknown as QuietTurns,
      { take: () => carrier } as unknown as CarrierTurns,
      new Storms(),
      { find: () => anEndpoint({ adapter: 'slack', digest: STORM }) } as unknown as EndpointCatalogue,
      { now: () => scheduler.now() },
    );

  it('joins a digest as the turn is known, and completes with it', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = over(cold('--(m|)', { m: MESSAGE }), cold('-'));
      expectObservable(turns.take(aDelivery()).pipe(map(told))).toBe('--(g|)', { g: 'gathered' });
    });
  });

  it('is the turn of the carrier for a digest, and no other is asked for', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = cold<TakenTurn>('-(m|)', { m: MESSAGE });
      const turns = over(turn, cold('---(m|)', { m: MESSAGE }));
      expectObservable(turns.take(CARRIER).pipe(map(told))).toBe('---(s|)', { s: 'send its event' });
      expectSubscriptions(turn.subscriptions).toBe([]);
    });
  });

  it('ends with its subscriber, and passes an error on that no turn is to have', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const turn = cold<TakenTurn>('-----');
      expectObservable(over(turn, cold('-')).take(aDelivery()), '^--!').toBe('----');
      expectSubscriptions(turn.subscriptions).toBe('^--!');
      expectObservable(over(cold('-#'), cold('-')).take(aDelivery())).toBe('-#');
    });
  });
});
