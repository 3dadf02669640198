import { UnauthorizedException } from '@nestjs/common';
import { afterEach, describe, expect, it, jest } from '@jest/globals';

// Behind it stands a CommonJS library that needs Nest to be loaded already.
const { Failures } = await import('./failures.service.js');

describe(Failures.name, () => {
  const refusal = new UnauthorizedException();
  let failures = new Failures();

  afterEach(() => {
    jest.useRealTimers();
    failures.onApplicationShutdown();
    failures = new Failures();
  });

  async function statusAfter(times: number, address: (n: number) => string): Promise<number> {
    let last = refusal.getStatus();
    for (let n = 0; n < times; n += 1) last = (await failures.note(address(n), refusal)).getStatus();
    return last;
  }

  it('are let go again when a minute has passed', async () => {
    jest.useFakeTimers();
    expect(await statusAfter(20, () => '192.0.2.1')).toBe(401);
    jest.advanceTimersByTime(30_000);
    const held = await failures.note('192.0.2.1', refusal);
    expect([held.getStatus(), held.getResponse()]).toEqual([
      429,
      expect.objectContaining({ retryAfter: 30 }),
    ]);
    jest.advanceTimersByTime(30_001);
    expect(await statusAfter(1, () => '192.0.2.1')).toBe(401);
  });

  it('of very many addresses take no more memory: those that come last share a count', async () => {
    const address = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    expect(await statusAfter(10_000, address)).toBe(401);
    expect(await statusAfter(21, (n) => address(20_000 + n))).toBe(429);
    expect(await statusAfter(1, () => address(0))).toBe(401);
  });

  it('over IPv4 count the same on a server that listens on both', async () => {
    await statusAfter(20, () => '192.0.2.1');
    expect(await statusAfter(1, () => '::ffff:192.0.2.1')).toBe(429);
  });
});
