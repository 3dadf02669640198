import { describe, expect, it } from '@jest/globals';
import { NonOverlapping } from './non-overlapping.js';

class Poller {
  polls = 0;
  answer = Promise.withResolvers<void>();

  @NonOverlapping
  async poll(): Promise<void> {
    this.polls++;
    await this.answer.promise;
  }
}

describe(NonOverlapping.name, () => {
  it('skips a call while another call on the same object is under way', async () => {
    const [one, other] = [new Poller(), new Poller()];
    const first = one.poll();
    await one.poll();
    void other.poll();
    expect([one.polls, other.polls]).toEqual([1, 1]);
    one.answer.resolve();
    await first;
    await one.poll();
    expect(one.polls).toBe(2);
  });

  it('runs again after a failed call', async () => {
    const one = new Poller();
    one.answer.reject(new Error('away'));
    await expect(one.poll()).rejects.toThrow('away');
    await expect(one.poll()).rejects.toThrow('away');
    expect(one.polls).toBe(2);
  });
});
