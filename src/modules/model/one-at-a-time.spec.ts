import { describe, expect, it } from '@jest/globals';
import { OneAtATime } from './one-at-a-time.js';

class Looker {
  looks = 0;
  answer = Promise.withResolvers<void>();

  @OneAtATime
  async look(): Promise<void> {
    this.looks++;
    await this.answer.promise;
  }
}

describe(OneAtATime.name, () => {
  it('passes over a call while another is under way, of that object alone', async () => {
    const [one, other] = [new Looker(), new Looker()];
    const first = one.look();
    await one.look();
    void other.look();
    expect([one.looks, other.looks]).toEqual([1, 1]);
    one.answer.resolve();
    await first;
    await one.look();
    expect(one.looks).toBe(2);
  });

  it('runs again after a call that failed', async () => {
    const one = new Looker();
    one.answer.reject(new Error('away'));
    await expect(one.look()).rejects.toThrow('away');
    await expect(one.look()).rejects.toThrow('away');
    expect(one.looks).toBe(2);
  });
});
