import { UnauthorizedException } from '@nestjs/common';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { RefusalLog } from './audit/refusal-log.service.js';
import { Failures, type Credential } from './failures.service.js';

const MINUTE_MS = 60_000;
const refusal = new UnauthorizedException();
const clock = { at: 0, now: () => clock.at };
const noteLockOut = jest.fn<RefusalLog['noteLockOut']>();
let failures: Failures;

beforeEach(() => {
  clock.at = 1_000_000;
  noteLockOut.mockClear();
  failures = new Failures(clock, { noteLockOut } as unknown as RefusalLog);
});

/** The status that the last of so many failures is answered with. */
function statusAfter(
  times: number,
  address: string | ((n: number) => string),
  guess: (n: number) => string = () => 'the same',
): number {
  const addressOf = typeof address === 'string' ? () => address : address;
  const statuses = Array.from({ length: times }, (_, n) =>
    failures.note(addressOf(n), 'key', guess(n), refusal).getStatus(),
  );
  return statuses.at(-1)!;
}
const different = (n: number): string => `guess ${n}`;
const isLockedOut = (address: string, proof: Credential = 'key') => failures.lockOut(address, proof) !== null;

describe('An address that repeats one wrong key', () => {
  it('gets 429 after twenty failures, for the rest of the minute, and is not locked out', () => {
    expect(statusAfter(20, '192.0.2.1')).toBe(401);
    clock.at += 30_000;
    const held = failures.note('192.0.2.1', 'key', 'the same', refusal);
    expect([held.getStatus(), held.getResponse()]).toEqual([
      429,
      expect.objectContaining({ retryAfter: 30 }),
    ]);
    expect(isLockedOut('192.0.2.1')).toBe(false);
    expect(noteLockOut).not.toHaveBeenCalled();
    clock.at += 30_000;
    expect(statusAfter(1, '192.0.2.1')).toBe(401);
  });
});

describe('An address that tries different keys', () => {
  it('is locked out after twenty failures, for a minute from then on', () => {
    expect(statusAfter(19, '192.0.2.1', different)).toBe(401);
    expect(isLockedOut('192.0.2.1')).toBe(false);
    clock.at += 59_000;
    expect(statusAfter(1, '192.0.2.1', () => 'the twentieth')).toBe(401);
    expect(failures.lockOut('192.0.2.1', 'key')!.getResponse()).toMatchObject({ retryAfter: 60 });
    expect([isLockedOut('192.0.2.2'), isLockedOut('192.0.2.1', 'signature')]).toEqual([false, false]);
    clock.at += MINUTE_MS - 1;
    expect(failures.lockOut('192.0.2.1', 'key')!.getResponse()).toMatchObject({ retryAfter: 1 });
    clock.at += 1;
    expect(isLockedOut('192.0.2.1')).toBe(false);
    expect(statusAfter(1, '192.0.2.1', different)).toBe(401);
  });

  it('gets one audit entry, without the keys it tried', () => {
    statusAfter(25, '192.0.2.1', different);
    expect(noteLockOut.mock.calls).toEqual([['192.0.2.1', { proof: 'key', guesses: 20, for_ms: MINUTE_MS }]]);
  });

  it('is locked out for signatures by wrong signatures alone', () => {
    for (let n = 0; n < 20; n += 1) failures.note('192.0.2.1', 'signature', different(n), refusal);
    expect([isLockedOut('192.0.2.1', 'signature'), isLockedOut('192.0.2.1')]).toEqual([true, false]);
  });

  it('is counted as one over IPv4 and as an IPv4-mapped address', () => {
    statusAfter(20, '192.0.2.1', different);
    expect(isLockedOut('::ffff:192.0.2.1')).toBe(true);
    expect(isLockedOut('::ffff:c000:201')).toBe(true);
  });
});

describe('A network of IPv6 addresses', () => {
  it('is counted by its first 64 bits', () => {
    statusAfter(20, (n) => `2001:db8::${n + 1}`, different);
    expect([isLockedOut('2001:db8::ffff'), isLockedOut('2001:DB8:0:0:1::')]).toEqual([true, true]);
    expect(isLockedOut('2001:db8:0:1::1')).toBe(false);
  });

  it('is counted by its first 48 bits as well, with a limit of a hundred guesses', () => {
    const network = (n: number) => `2001:db8:7:${n.toString(16)}::1`;
    statusAfter(99, network, different);
    expect(isLockedOut('2001:db8:7:ffff::1')).toBe(false);
    statusAfter(1, network(200), () => 'the hundredth');
    expect(isLockedOut('2001:db8:7:ffff::1')).toBe(true);
    expect(isLockedOut('2001:db8:8::1')).toBe(false);
  });
});

describe('The counts of very many addresses', () => {
  it('take bounded memory: further addresses share a count that locks none of them out', () => {
    const address = (n: number) => `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}`;
    expect(statusAfter(10_000, address, different)).toBe(401);
    expect(statusAfter(21, (n) => address(20_000 + n), different)).toBe(429);
    expect(isLockedOut(address(20_000))).toBe(false);
    expect(statusAfter(1, address(0), different)).toBe(401);
    clock.at += MINUTE_MS;
    expect(statusAfter(1, address(20_000))).toBe(401);
  });
});
