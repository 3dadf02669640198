import { beforeEach, describe, expect, it } from '@jest/globals';
import { Breaker } from './breaker.js';

const ENOUGH = 8;

describe('Breaker', () => {
  let breaker: Breaker;
  beforeEach(() => void (breaker = new Breaker({ failures: 3, pauseMs: 1000, maxPauseMs: 3000 })));

  function fail(times: number, now: number): void {
    for (let i = 0; i < times; i++) breaker.failed(now);
  }

  it('opens after so many failures in a row, and not before', () => {
    fail(2, 0);
    breaker.succeeded(0, ENOUGH);
    fail(2, 0);
    expect([breaker.state(0), breaker.allowance(0)]).toEqual(['closed', Infinity]);
    fail(1, 0);
    expect([breaker.state(0), breaker.allowance(0)]).toEqual(['open', 0]);
  });

  it('lets one probe pass after its pause', () => {
    fail(3, 0);
    expect(breaker.allowance(999)).toBe(0);
    expect([breaker.allowance(1000), breaker.state(1000)]).toEqual([1, 'probing']);
  });

  it('pauses longer after each failed probe, up to the maximum', () => {
    fail(3, 0);
    const waits = [0, 0, 0].map(() => {
      let now = 0;
      while (breaker.state(now) === 'open') now += 500;
      breaker.failed(now);
      return now;
    });
    expect(waits).toEqual([1000, 3000, 6000]);
  });

  it('is not opened further by attempts that were in flight when it opened', () => {
    fail(3, 0);
    fail(10, 1);
    expect(breaker.state(1000)).toBe('probing');
  });

  it('ramps up after a good probe instead of bursting', () => {
    fail(3, 0);
    const allowances = [1000, 1001, 1002].map((now) => {
      expect(breaker.state(now)).not.toBe('open');
      breaker.succeeded(now, ENOUGH);
      return breaker.allowance(now);
    });
    expect(allowances).toEqual([2, 4, Infinity]);
    expect(breaker.state(1003)).toBe('closed');
  });

  it('opens again at the first failure of its ramp', () => {
    fail(3, 0);
    breaker.state(1000);
    breaker.succeeded(1000, ENOUGH);
    breaker.failed(1001);
    expect([breaker.state(1001), breaker.state(3000), breaker.state(3001)]).toEqual([
      'open',
      'open',
      'probing',
    ]);
  });

  it('starts with the short pause again once it had closed', () => {
    fail(3, 0);
    for (const now of [1000, 1001, 1002]) breaker.succeeded(now, ENOUGH);
    fail(3, 5000);
    expect([breaker.state(5999), breaker.state(6000)]).toEqual(['open', 'probing']);
  });

  it('never opens when it is off', () => {
    breaker = new Breaker({ failures: 0, pauseMs: 1, maxPauseMs: 1 });
    fail(1000, 0);
    expect(breaker.state(0)).toBe('closed');
  });
});
