import { beforeEach, describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';

const ENOUGH = 8;

describe('Breaker', () => {
  let breaker: Breaker;
  /** Start of the oldest attempt in flight. */
  let oldest: number;
  beforeEach(() => {
    oldest = Infinity;
    breaker = new Breaker({ failures: 3, pauseMs: 1000, maxPauseMs: 3000 }, () => oldest);
  });

  function fail(times: number, now: number): void {
    for (let i = 0; i < times; i++) breaker.failed(now);
  }

  /** Grants the probe at `now`, to begin within 1 s. */
  function probe(now: number): void {
    expect(breaker.probeInMs(now)).toBe(0);
    breaker.probe(now + 1000, now + 20_000);
  }

  it('opens after the configured failures in a row, and not before', () => {
    fail(2, 0);
    breaker.succeeded(0, ENOUGH);
    fail(2, 0);
    expect([breaker.stage(0), breaker.allowance(0), breaker.probeInMs(0)]).toEqual([
      'closed',
      Infinity,
      null,
    ]);
    fail(1, 0);
    expect([breaker.stage(0), breaker.allowance(0), breaker.probeInMs(0)]).toEqual(['open', 0, 1000]);
  });

  it('lets no attempt pass after its pause until a probe is granted, and then one', () => {
    fail(3, 0);
    expect([breaker.probeInMs(999), breaker.probeInMs(5000), breaker.allowance(5000)]).toEqual([1, 0, 0]);
    probe(5000);
    expect([breaker.stage(5000), breaker.allowance(5999)]).toEqual(['half_open', 1]);
  });

  it('begins no probe after its start time, and allows another when the probe has no result', () => {
    fail(3, 0);
    probe(1000);
    expect([breaker.allowance(2000), breaker.stage(20_999)]).toEqual([0, 'half_open']);
    expect([breaker.stage(21_000), breaker.probeInMs(21_000)]).toEqual(['open', 0]);
  });

  it('pauses longer after each failed probe, up to the maximum', () => {
    fail(3, 0);
    let now = 0;
    const pauses = [1, 2, 3, 4].map((openings) => {
      expect(breaker.openings).toBe(openings);
      const pause = breaker.probeInMs(now)!;
      probe((now += pause));
      breaker.failed(now);
      return pause;
    });
    expect(pauses).toEqual([1000, 2000, 3000, 3000]);
  });

  it('is not opened further by attempts that were in flight when it opened', () => {
    fail(3, 0);
    fail(10, 1);
    expect([breaker.openings, breaker.probeInMs(1000)]).toEqual([1, 0]);
  });

  it('recovers step by step after a successful probe', () => {
    fail(3, 0);
    probe(1000);
    const allowances = [1000, 1001, 1002].map((now) => {
      breaker.succeeded(now, ENOUGH);
      return breaker.allowance(now);
    });
    expect(allowances).toEqual([2, 4, Infinity]);
    expect(breaker.stage(1003)).toBe('closed');
  });

  it('ends its recovery ten seconds after the last success where no attempt is in flight', () => {
    fail(3, 0);
    probe(1000);
    breaker.succeeded(1000, ENOUGH);
    breaker.succeeded(2000, ENOUGH);
    expect([breaker.stage(11_999), breaker.stage(12_000), breaker.openings]).toEqual([
      'recovering',
      'closed',
      0,
    ]);
  });

  it('goes on recovering while an attempt hangs, and opens for longer when that attempt fails', () => {
    fail(3, 0);
    probe(1000);
    breaker.succeeded(1000, ENOUGH);
    oldest = 1500;
    expect([breaker.stage(11_000), breaker.allowance(60_000)]).toEqual(['recovering', 2]);
    breaker.failed(60_000);
    expect([breaker.stage(60_000), breaker.openings, breaker.probeInMs(60_000)]).toEqual(['open', 2, 2000]);
  });

  it('ends its recovery although an attempt that began after it is in flight', () => {
    fail(3, 0);
    probe(1000);
    breaker.succeeded(1000, ENOUGH);
    oldest = 11_000;
    expect(breaker.stage(11_000)).toBe('closed');
  });

  it('counts a failure after the end of its recovery', () => {
    fail(3, 0);
    probe(1000);
    breaker.succeeded(1000, ENOUGH);
    fail(3, 11_000);
    expect([breaker.stage(11_000), breaker.openings]).toEqual(['open', 1]);
  });

  it('opens again, for longer, at the first failure of its recovery', () => {
    fail(3, 0);
    probe(1000);
    breaker.succeeded(1000, ENOUGH);
    breaker.failed(1001);
    expect([breaker.stage(1001), breaker.openings, breaker.probeInMs(1001)]).toEqual(['open', 2, 2000]);
  });

  it('starts with the short pause again once it had closed', () => {
    fail(3, 0);
    probe(1000);
    for (const now of [1000, 1001, 1002]) breaker.succeeded(now, ENOUGH);
    fail(3, 5000);
    expect([breaker.stage(5000), breaker.probeInMs(5000)]).toEqual(['open', 1000]);
  });

  it('pauses as long as another node has stored, and goes on from there', () => {
    breaker.adoptOpen(2, 7000);
    expect([breaker.allowance(0), breaker.probeInMs(0), breaker.openings]).toEqual([0, 7000, 2]);
    probe(7000);
    breaker.failed(7001);
    expect([breaker.openings, breaker.probeInMs(7001)]).toEqual([3, 3000]);
  });

  it('never opens by itself when it is configured off', () => {
    breaker = new Breaker({ failures: 0, pauseMs: 1, maxPauseMs: 1 });
    fail(1000, 0);
    expect(breaker.stage(0)).toBe('closed');
  });
});
