import { describe, expect, it } from '@jest/globals';
import { DEFAULT_STORM, type Digest } from '../../model/digest.js';
import { digestWarnings } from './digest-warnings.js';

const DAY_MS = 86_400_000;
const DAILY: Digest = {
  kind: 'scheduled',
  everyMs: DAY_MS,
  at: 0,
  weekdays: null,
  zone: 'UTC',
  types: null,
  except: [],
};
const warnings = (digest: Digest | null, ttlMs: number | null, request: object = { digest: {} }) =>
  digestWarnings(request, { digest, retry: { ttlMs } as never });

describe('A digest', () => {
  it('warns of messages that would expire before it is sent', () => {
    const [warning] = warnings(DAILY, 3_600_000);
    expect(warning).toMatch(/^digest: .* TTL/);
    expect(warnings({ ...DAILY, weekdays: [1] }, 2 * DAY_MS)).toHaveLength(1);
    expect(warnings(DEFAULT_STORM, 60_000)).toHaveLength(1);
    expect(warnings(DAILY, 3_600_000, { ttl_ms: 3_600_000 })).toHaveLength(1);
  });

  it('warns of nothing where all wait for less than the TTL, or none is gathered', () => {
    expect(warnings(DAILY, 2 * DAY_MS)).toEqual([]);
    expect(warnings(DAILY, null)).toEqual([]);
    expect(warnings(null, 60_000)).toEqual([]);
  });

  it('warns where its own settings are changed alone', () => {
    expect(warnings(DAILY, 3_600_000, { name: 'x' })).toEqual([]);
  });
});
