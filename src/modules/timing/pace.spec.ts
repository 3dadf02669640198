import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';
import { turnsDuring } from '../../../test/support/turns-during.js';

describe(Pace.name, () => {
  it('is due once a slice is used up by steps, by JSON or by time', () => {
    const pace = new Pace();
    pace.spend(49_999);
    expect(pace.isDue).toBe(false);
    pace.spend(1);
    expect(pace.isDue).toBe(true);
    void pace.rest();
    expect(pace.isDue).toBe(false);
    pace.spendOnJson(1024 * 1024);
    expect(pace.isDue).toBe(true);
    void pace.rest();
    pace.spendTime(3);
    expect(pace.isDue).toBe(true);
  });

  it('lets one of many resting calls continue in each iteration of the event loop', async () => {
    const rests = Array.from({ length: 20 }, () => new Pace().rest());
    expect(await turnsDuring(Promise.all(rests))).toBeGreaterThanOrEqual(20);
  });
});
