import { describe, expect, it } from '@jest/globals';
import { takeTimeLimits } from './time-limits.js';

describe('takeTimeLimits', () => {
  it('takes the time limits out of the URL and leaves the rest', () => {
    const url = new URL('postgres://db/gateway?lock_timeout=10&options=-c%20a%3Db&query_timeout=86400000');
    expect(takeTimeLimits(url)).toEqual({ lock_timeout: 10, query_timeout: 86_400_000 });
    expect(url.href).toBe('postgres://db/gateway?options=-c+a%3Db');
  });

  it('reads connect_timeout in seconds, as libpq does', () => {
    const url = new URL('postgres://db/gateway?connect_timeout=12');
    expect(takeTimeLimits(url)).toEqual({ connectionTimeoutMillis: 12_000 });
    expect(url.href).toBe('postgres://db/gateway');
  });

  it.each(['0', '', '2.5', '86401', '10s'])('refuses connect_timeout=%s', (seconds) => {
    expect(() => takeTimeLimits(new URL(`postgres://db/gateway?connect_timeout=${seconds}`))).toThrow(
      `connect_timeout in DATABASE_URL is a time in seconds, 1 to 86400; it is "${seconds}".`,
    );
  });

  it.each(['query_timeout=0', 'statement_timeout=30s', 'lock_timeout=', 'connectionTimeoutMillis=1e9'])(
    'refuses %s',
    (limit) => {
      const [name] = limit.split('=');
      expect(() => takeTimeLimits(new URL(`postgres://db/gateway?${limit}`))).toThrow(
        `${name} in DATABASE_URL is a time in milliseconds`,
      );
    },
  );
});
