import { describe, expect, it } from '@jest/globals';
import type { StormDigest } from '../../model/digest.js';
import { CALM, stormWait } from './storm.js';

const POLICY: StormDigest = {
  kind: 'storm',
  over: 3,
  withinMs: 60_000,
  everyMs: 300_000,
  types: null,
  except: [],
};
const NOW = 1_000_000;
const sent = (...ago: number[]) => ({ ...CALM, sent: ago.map((ms) => NOW - ms) });
const after = (members: number, ago: number) => ({ ...CALM, last: { at: NOW - ago, members } });

describe(stormWait, () => {
  it('lets messages through up to the number within the time, and gathers the next one', () => {
    expect(stormWait(POLICY, sent(50_000, 100), NOW)).toBeNull();
    expect(stormWait(POLICY, sent(50_000, 100, 0), NOW)).toBe(300_000);
    expect(stormWait(POLICY, sent(60_000, 100, 0), NOW)).toBeNull();
  });

  it('gathers what comes while a digest gathers, whoever opened it', () => {
    expect(stormWait(POLICY, { ...CALM, gathers: true }, NOW)).toBe(300_000);
  });

  it('goes on for one interval after a digest of more messages than the rate lets through', () => {
    // Three a minute are fifteen in five minutes.
    expect(stormWait(POLICY, after(16, 1_000), NOW)).toBe(299_000);
    expect(stormWait(POLICY, after(16, 300_000), NOW)).toBeNull();
    expect(stormWait(POLICY, after(15, 1_000), NOW)).toBeNull();
  });

  it('counts a digest by the number itself where the interval is shorter than the time', () => {
    const quick = { ...POLICY, everyMs: 10_000 };
    expect(stormWait(quick, after(4, 1_000), NOW)).toBe(9_000);
    expect(stormWait(quick, after(3, 1_000), NOW)).toBeNull();
  });

  it('does not go on after a clock that was set back', () => {
    expect(stormWait(POLICY, after(16, -1_000), NOW)).toBeNull();
  });
});
