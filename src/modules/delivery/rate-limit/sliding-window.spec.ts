import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SlidingWindow } from './sliding-window.js';

describe('SlidingWindow', () => {
  it('lets max sends start and delays the next until a window after the first end', () => {
    const window = new SlidingWindow({ max: 2, windowMs: 1000 });
    window.start();
    window.start();
    expect(window.wait(0)).toBe(Infinity);
    window.end(10);
    expect(window.wait(10)).toBe(1001);
    expect(window.wait(1010)).toBe(1);
    expect(window.wait(1011)).toBe(0);
  });

  it('counts sends of an earlier process', () => {
    const window = new SlidingWindow({ max: 3, windowMs: 1000 });
    for (const at of [-900, -800, -700]) window.remember(at);
    expect(window.used(0)).toBe(3);
    expect(window.wait(0)).toBe(101);
  });

  it('never lets a receiver see more than max sends in any window, however the network delays requests', () => {
    const sends = fc.array(fc.record({ gap: fc.nat(300), travel: fc.nat(400), answer: fc.nat(400) }), {
      minLength: 1,
      maxLength: 120,
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 500 }),
        sends,
        (max, windowMs, plan) => {
          const window = new SlidingWindow({ max, windowMs });
          const arrivals = simulate(window, plan).sort((a, b) => a - b);
          expect(arrivals).toHaveLength(plan.length);
          for (let i = max; i < arrivals.length; i++)
            expect(arrivals[i]! - arrivals[i - max]!).toBeGreaterThan(windowMs);
        },
      ),
    );
  });
});

/** Sends as soon as the window allows; a request arrives `travel` ms after its start and ends `answer` ms later. */
function simulate(
  window: SlidingWindow,
  plan: readonly { gap: number; travel: number; answer: number }[],
): number[] {
  let now = 0;
  let flying: number[] = [];
  const land = (until: number): void => {
    for (const end of flying.filter((at) => at <= until).sort((a, b) => a - b)) window.end(end);
    flying = flying.filter((at) => at > until);
  };
  return plan.map(({ gap, travel, answer }) => {
    now += gap;
    for (land(now); window.wait(now) > 0; land(now)) {
      const wait = window.wait(now);
      now = Math.min(now + wait, ...flying);
    }
    window.start();
    flying.push(now + travel + answer);
    return now + travel;
  });
}
