import { describe, expect, it } from '@jest/globals';
import { Throttle } from './throttle.js';

describe('Throttle', () => {
  it('obeys every limit at once', () => {
    const throttle = new Throttle([
      { max: 10, windowMs: 1000 },
      { max: 2, windowMs: 100 },
    ]);
    expect([throttle.take(0), throttle.take(0)]).toEqual([0, 0]);
    expect(throttle.take(0)).toBe(Infinity);
    throttle.end(5);
    expect(throttle.take(5)).toBe(101);
    expect(throttle.take(106)).toBe(0);
  });

  it('counts a send in no limit when one refuses it', () => {
    const throttle = new Throttle([
      { max: 2, windowMs: 1000 },
      { max: 1, windowMs: 100 },
    ]);
    throttle.take(0);
    throttle.take(0);
    throttle.take(0);
    expect(throttle.used(0)).toBe(1);
  });

  it('pauses as long as the target asked, and a shorter pause does not shorten a longer one', () => {
    const throttle = new Throttle([{ max: 100, windowMs: 1000 }]);
    throttle.pause(500);
    throttle.pause(200);
    expect(throttle.take(100)).toBe(400);
    expect(throttle.limitedBy(100)).toBeNull();
    expect(throttle.take(500)).toBe(0);
  });

  it('counts earlier sends under changed limits', () => {
    const throttle = new Throttle([{ max: 10, windowMs: 1000 }]);
    throttle.take(0);
    throttle.take(0);
    throttle.end(5);
    throttle.adapt([
      { max: 3, windowMs: 100 },
      { max: 50, windowMs: 10 },
    ]);
    expect(throttle.used(5)).toBe(2);
    expect([throttle.take(5), throttle.take(5)]).toEqual([0, 101]);
    throttle.end(6);
    throttle.end(6);
    expect(throttle.used(6)).toBe(3);
    expect(throttle.used(200)).toBe(0);
  });

  it('delays nothing without limits', () => {
    const throttle = new Throttle([]);
    expect(Array.from({ length: 1000 }, () => throttle.take(0)).every((wait) => wait === 0)).toBe(true);
  });
});
