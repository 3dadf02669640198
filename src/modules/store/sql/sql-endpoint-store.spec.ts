import { afterEach, describe, expect, it } from '@jest/globals';
import { HandClock, TempStore } from '../../../../test/support/temp-store.js';

/** A clock that goes on by a millisecond each time it is read. */
class RunningClock extends HandClock {
  override now(): number {
    this.advance(1);
    return super.now();
  }
}

describe('the endpoints of the environment', () => {
  let temp: TempStore;

  afterEach(() => temp.remove());

  it('are listed in the order given, with one time, however long writing them takes', async () => {
    temp = await TempStore.open(new RunningClock());
    const fingerprints = ['d', 'b', 'e', 'a', 'c'];
    const stored = await temp.store.endpoints.sync(
      fingerprints.map((fingerprint, at) => ({
        fingerprint,
        webhookId: `webhook_${at + 1}`,
        adapter: 'generic',
        maskedUrl: '***',
      })),
    );
    expect(stored.map(({ fingerprint }) => fingerprint)).toEqual(fingerprints);
    expect(new Set(stored.map(({ createdAt }) => createdAt)).size).toBe(1);
  });
});
