import { beforeEach, describe, expect, it } from '@jest/globals';
import { map, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import { aDelivery } from '../../../../test/support/a-delivery.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { builtInTypes } from '../../../../test/support/built-in-types.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { ConversationStore, Turn } from '../../store/conversation-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { QuietTurns } from '../quiet/quiet-turns.service.js';
import type { Silence, Silences } from '../quiet/silences.service.js';
import { Identity } from '../request/identity.service.js';
import { hastening, type FindInTheWay } from './hastening.js';
import { Turns, type TakenTurn } from './turns.service.js';

const DELIVERY = aDelivery({ orderKey: 'j1' });
const NIGHT: Silence = { reason: 'quiet_hours', then: 'hold', until: 9_000, now: 0 };
/** A turn whose delivery is not stored any more. */
const NONE = { n: null };

const told = (turn: TakenTurn): string => {
  if (turn.kind === 'send') return 'send';
  const { next } = turn.report;
  return next?.state === 'pending' ? `due at ${next.dueAt}` : String(next?.state);
};

describe('The turn of a delivery, in marble time,', () => {
  let scheduler: TestScheduler;
  let failures: string[];
  let events: DeliveryEvents;
  beforeEach(() => {
    scheduler = marbles();
    failures = [];
    events = new DeliveryEvents();
    events.stream.subscribe((event) => failures.push(event.kind));
  });

  const turnsOver = (turn: Observable<Turn | null>): Turns =>
    new Turns(
      { turn: () => turn } as unknown as ConversationStore,
      { find: () => anEndpoint({ conversation: 'live' }) } as unknown as EndpointCatalogue,
      new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, builtInTypes),
      { now: () => scheduler.now() },
      events,
    );
  /** The turn in quiet hours, with the types that wait behind the delivery. */
  const quietOver = (types: Observable<readonly string[]>, turn: Observable<TakenTurn>): QuietTurns =>
    new QuietTurns(
      { take: () => turn } as unknown as Turns,
      { of: () => NIGHT } as unknown as Silences,
      { waitingTypes: () => types } as unknown as ConversationStore,
      events,
    );

  it('emits as the store answers, and completes with it', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = turnsOver(cold('--(n|)', NONE));
      expectObservable(turns.take(DELIVERY).pipe(map(told))).toBe('--(s|)', { s: 'send' });
    });
    expect(failures).toEqual([]);
  });

  it('hands the delivery back for a second where the store fails', () => {
    scheduler.run(({ cold, expectObservable }) => {
      const turns = turnsOver(cold('---#'));
      expectObservable(turns.take(DELIVERY).pipe(map(told))).toBe('---(u|)', { u: 'due at 1003' });
    });
    expect(failures).toEqual(['store-failing']);
  });

  it('stops reading with its subscriber', () => {
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const read = cold('-----(n|)', NONE);
      expectObservable(turnsOver(read).take(DELIVERY), '^--!').toBe('----');
      expectSubscriptions(read.subscriptions).toBe('^--!');
    });
  });

  it('asks in quiet hours what waits behind it, once the turn is known, and holds it where that fails', () => {
    const sent: TakenTurn = { kind: 'send', notifies: true, settle: (report) => report };
    scheduler.run(({ cold, expectObservable, expectSubscriptions }) => {
      const types = cold<readonly string[]>('--#');
      const quiet = quietOver(types, cold('-(s|)', { s: sent }));
      expectObservable(quiet.take(DELIVERY).pipe(map(told))).toBe('---(h|)', { h: 'due at 9000' });
      expectSubscriptions(types.subscriptions).toBe('-^-!');
    });
    expect(failures).toEqual(['store-failing']);
  });
});

describe('hastening, in marble time,', () => {
  let scheduler: TestScheduler;
  let hastened: string[];
  beforeEach(() => {
    scheduler = marbles();
    hastened = [];
  });

  /** The operator over a store that makes deliveries due as `done` does. */
  const operator = (done: Observable<void>, failures: string[] = []) => {
    const events = new DeliveryEvents();
    events.stream.subscribe(({ kind }) => failures.push(kind));
    const hasten = (id: string) => (hastened.push(id), done);
    return hastening({ hasten } as unknown as ConversationStore, events);
  };
  const finding = (found: Observable<string | null>) => (() => found) as unknown as FindInTheWay;

  it('makes due what was found, and completes after the last one', () => {
    scheduler.run(({ cold, hot, expectObservable }) => {
      const source = hot('fn|', {
        f: finding(cold('--(i|)', { i: 'd1' })),
        n: finding(cold('(i|)', { i: null })),
      });
      expectObservable(source.pipe(operator(cold('-(d|)')))).toBe('---(d|)');
    });
    expect(hastened).toEqual(['d1']);
  });

  it('looks at four jobs side by side, and at the next one as one of them ends', () => {
    scheduler.run(({ cold, hot, expectSubscriptions }) => {
      const found = cold('--(i|)', { i: 'd1' });
      const source = hot('(fffff)', { f: finding(found) });
      source.pipe(operator(cold('(d|)'))).subscribe();
      expectSubscriptions(found.subscriptions).toBe(['^-!', '^-!', '^-!', '^-!', '--^-!']);
    });
    expect(hastened).toHaveLength(5);
  });

  it('reports a store that fails, and goes on with the next one', () => {
    const failures: string[] = [];
    scheduler.run(({ cold, hot, expectObservable }) => {
      const source = hot('f--g', { f: finding(cold('-#')), g: finding(cold('(i|)', { i: 'd2' })) });
      expectObservable(source.pipe(operator(cold('(d|)'), failures))).toBe('---d');
    });
    expect(failures).toEqual(['store-failing']);
  });

  it('passes an error of the source on, and ends what is under way with its subscriber', () => {
    scheduler.run(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const found = cold<string>('--------');
      const f = finding(found);
      expectObservable(hot('f--#', { f }).pipe(operator(cold('-')))).toBe('---#');
      expectObservable(hot('f---', { f }).pipe(operator(cold('-'))), '^-!').toBe('---');
      expectSubscriptions(found.subscriptions).toBe(['^--!', '^-!']);
    });
  });
});
