import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { Subject, type Observable } from 'rxjs';
import type { TestScheduler } from 'rxjs/testing';
import { marbles } from '../../../../test/support/marbles.js';
import { GatewayError } from '../../model/gateway-error.js';
import { aKey } from '../../../../test/support/keyring.js';
import type { Keyring } from '../keyring.service.js';
import type { Key } from '../keys/key.js';
import { SessionWatch } from './session-watch.service.js';
import type { Sessions } from './sessions.service.js';

const EVERY_MS = 15_000;
const request = (by: 'session' | 'key', key: Key | null = null) =>
  ({ caller: { by, key } }) as FastifyRequest;

/** A session of the store, which other gateways end too. */
class Stored {
  readonly ended = new Subject<void>();
  state: 'open' | 'ended' | 'unknown' = 'open';

  of(): Promise<object | null> {
    if (this.state === 'unknown') return Promise.reject(new GatewayError('store_unavailable', 'away'));
    return Promise.resolve(this.state === 'open' ? {} : null);
  }
}

/** Keys of the store, which may be revoked. */
class Keys {
  valid = true;

  current(key: Key): Key | null {
    return this.valid ? key : null;
  }
}

function watched(
  stored: Stored,
  by: 'session' | 'key' = 'session',
  key: Key | null = null,
  keys = new Keys(),
) {
  const seen = { ended: 0 };
  const watch = new SessionWatch(stored as unknown as Sessions, keys as unknown as Keyring);
  watch.ended(request(by, key), EVERY_MS).subscribe(() => seen.ended++);
  return seen;
}

describe(SessionWatch.name, () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('emits at once when this node ends the session', async () => {
    const stored = new Stored();
    const seen = watched(stored);
    await jest.advanceTimersByTimeAsync(1);
    stored.ended.next();
    await jest.advanceTimersByTimeAsync(1);
    expect(seen.ended).toBe(0);
    stored.state = 'ended';
    stored.ended.next();
    await jest.advanceTimersByTimeAsync(1);
    expect(seen.ended).toBe(1);
  });

  it('emits once, within its interval, when another node ends the session or its time is up', async () => {
    const stored = new Stored();
    const seen = watched(stored);
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    stored.state = 'ended';
    expect(seen.ended).toBe(0);
    await jest.advanceTimersByTimeAsync(3 * EVERY_MS);
    expect(seen.ended).toBe(1);
  });

  it('emits for a session that ended while its request was being answered', async () => {
    const stored = new Stored();
    stored.state = 'ended';
    const seen = watched(stored);
    await jest.advanceTimersByTimeAsync(1);
    expect(seen.ended).toBe(1);
  });

  it('asks again when the store does not answer', async () => {
    const stored = new Stored();
    stored.state = 'unknown';
    const seen = watched(stored);
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(seen.ended).toBe(0);
    stored.state = 'ended';
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(seen.ended).toBe(1);
  });

  it('never emits for a caller with a key', async () => {
    const stored = new Stored();
    stored.state = 'ended';
    const seen = watched(stored, 'key');
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect(seen.ended).toBe(0);
  });

  it('emits at once when the key of the caller is revoked, and never for one of the environment', async () => {
    const [keys, stored] = [new Keys(), new Stored()];
    const seen = watched(stored, 'key', aKey(), keys);
    const environment = watched(stored, 'key', aKey({ id: null }), keys);
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect([seen.ended, environment.ended]).toEqual([0, 0]);
    keys.valid = false;
    // Sessions tell of changes of keys, too.
    stored.ended.next();
    await jest.advanceTimersByTimeAsync(EVERY_MS);
    expect([seen.ended, environment.ended]).toEqual([1, 0]);
  });
});

describe(`${SessionWatch.name} in marble time`, () => {
  const OPEN = { o: {} };
  const OVER = { o: null };
  /** The watch over a store that reads sessions as `read` does, and tells of ended ones as `ended` does; it looks every 5 ms. */
  const watch = (read: () => Observable<object | null>, ended: Observable<void>): Observable<void> => {
    const sessions = { of: read, ended } as unknown as Sessions;
    return new SessionWatch(sessions, new Keys() as unknown as Keyring).ended(request('session'), 5);
  };
  const run = (of: Parameters<TestScheduler['run']>[0]): void => void marbles().run(of);

  it('reads at once, on its interval and when a session has ended, and completes with the end', () => {
    run(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const reads = [cold('(o|)', OPEN), cold('(o|)', OPEN), cold('-(o|)', OVER)];
      const left = [...reads];
      expectObservable(watch(() => left.shift()!, hot('-------e---'))).toBe('--------(v|)', { v: undefined });
      expectSubscriptions(reads[0]!.subscriptions).toBe('(^!)');
      expectSubscriptions(reads[1]!.subscriptions).toBe('-----(^!)');
      expectSubscriptions(reads[2]!.subscriptions).toBe('-------^!');
    });
  });

  it('gives a read up for the next one, and goes on after one that fails', () => {
    run(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [slow, failing, last] = [cold<object>('--------'), cold<object>('-#'), cold('-(o|)', OVER)];
      const left = [slow, failing, last];
      expectObservable(watch(() => left.shift()!, hot('--e--------'))).toBe('------(v|)', { v: undefined });
      expectSubscriptions(slow.subscriptions).toBe('^-!');
      expectSubscriptions(failing.subscriptions).toBe('--^!');
    });
  });

  it('stops reading with its subscriber', () => {
    run(({ cold, hot, expectObservable, expectSubscriptions }) => {
      const [read, ended] = [cold<object>('--------'), hot<void>('--------')];
      expectObservable(
        watch(() => read, ended),
        '^--!',
      ).toBe('----');
      expectSubscriptions(read.subscriptions).toBe('^--!');
      expectSubscriptions(ended.subscriptions).toBe('^--!');
    });
  });
});
