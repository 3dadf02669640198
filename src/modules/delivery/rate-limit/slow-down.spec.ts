import { describe, expect, it } from '@jest/globals';
import { SlowDown } from './slow-down.js';

const POLICY = { firstMs: 2_000, maxMs: 300_000 };
const asked = (now: number, startedAt = now, hintMs: number | null = null, random = 0) => ({
  now,
  startedAt,
  hintMs,
  random,
});

describe(SlowDown.name, () => {
  it('doubles its pauses up to the maximum while each first request gets the same answer', () => {
    const slow = new SlowDown(POLICY);
    let now = 0;
    const pauses = Array.from({ length: 10 }, () => {
      const { forMs } = slow.pause(asked(now));
      now += forMs;
      return forMs;
    });
    expect(pauses).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300].map((s) => s * 1_000));
  });

  it('adds at most a quarter of jitter', () => {
    expect(new SlowDown(POLICY).pause(asked(0, 0, null, 0.999)).forMs).toBe(2_500);
  });

  it('counts the answers to requests of the same time once', () => {
    const slow = new SlowDown(POLICY);
    expect(slow.pause(asked(1_000, 900))).toEqual({ forMs: 2_000, isNew: true });
    for (const late of [1_010, 1_500, 2_999])
      expect(slow.pause(asked(late, 950))).toEqual({ forMs: 3_000 - late, isNew: false });
    expect(slow.pause(asked(3_100, 3_050)).forMs).toBe(4_000);
  });

  it('keeps to the pause that the target names, and exceeds it where it proves too short again', () => {
    const slow = new SlowDown(POLICY);
    let now = 0;
    const pauses = Array.from({ length: 5 }, () => {
      const { forMs } = slow.pause(asked(now, now, 500));
      now += forMs;
      return forMs;
    });
    expect(pauses).toEqual([500, 500, 2_000, 4_000, 8_000]);
  });

  it('treats a named pause of zero as none', () => {
    expect(new SlowDown(POLICY).pause(asked(0, 0, 0)).forMs).toBe(2_000);
  });

  it('allows one request after a pause, then twice as many with each success', () => {
    const slow = new SlowDown(POLICY);
    expect(slow.allowance).toBe(Infinity);
    slow.pause(asked(0));
    expect(slow.allowance).toBe(1);
    slow.succeeded(-500, 16);
    expect(slow.allowance).toBe(1);
    const allowances = Array.from({ length: 4 }, () => {
      slow.succeeded(2_000, 16);
      return slow.allowance;
    });
    expect(allowances).toEqual([2, 4, 8, Infinity]);
  });

  it('begins with the first pause again after a success', () => {
    const slow = new SlowDown(POLICY);
    slow.pause(asked(0));
    slow.pause(asked(2_000));
    slow.succeeded(6_000, 16);
    expect(slow.pause(asked(6_500)).forMs).toBe(2_000);
  });

  it('keeps to the pause of another node', () => {
    const slow = new SlowDown(POLICY);
    slow.pauseUntil(5_000);
    expect(slow.allowance).toBe(1);
    slow.succeeded(4_000, 4);
    expect(slow.allowance).toBe(1);
  });

  it('allows a single request when its pause is ended, and pauses longer where that gets the same answer', () => {
    const slow = new SlowDown(POLICY);
    slow.pause(asked(0));
    slow.endPause();
    expect(slow.allowance).toBe(1);
    expect(slow.pause(asked(100)).forMs).toBe(4_000);
    slow.endPause();
    slow.succeeded(200, 1);
    expect(slow.allowance).toBe(Infinity);
  });
});
