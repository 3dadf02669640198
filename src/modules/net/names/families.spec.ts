import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { bothFamilies, type FamilyAnswer } from './families.js';
import type { NameAnswer } from './name-answer.js';

const FOUR: FamilyAnswer = { kind: 'found', addresses: ['192.0.2.1', '192.0.2.2'], ttlMs: 60_000 };
const SIX: FamilyAnswer = { kind: 'found', addresses: ['2001:db8::1'], ttlMs: 30_000 };
const NONE: FamilyAnswer = { kind: 'none' };
const LATE: FamilyAnswer = { kind: 'late' };
const FAILED: FamilyAnswer = { kind: 'failed', why: 'the name server answered SERVFAIL' };
const NEVER = Infinity;

function after(answer: FamilyAnswer, ms: number): Promise<FamilyAnswer> {
  if (ms === NEVER) return new Promise(() => undefined);
  return new Promise((resolve) => setTimeout(resolve, ms, answer));
}

/** Returns the answer known after a time, and the later one. */
async function heard(
  [four, fourMs]: readonly [FamilyAnswer, number],
  [six, sixMs]: readonly [FamilyAnswer, number],
  { ms, ipv6First = true }: { ms: number; ipv6First?: boolean },
): Promise<{ addresses: readonly string[] | string; more: NameAnswer[] }> {
  const more: NameAnswer[] = [];
  let answer: NameAnswer | null = null;
  const families = { four: after(four, fourMs), six: after(six, sixMs), ipv6First };
  void bothFamilies(families, (late) => more.push(late)).then((found) => (answer = found));
  await jest.advanceTimersByTimeAsync(ms);
  const now = answer as NameAnswer | null;
  if (now === null) return { addresses: 'nothing yet', more };
  return { addresses: now.kind === 'found' ? now.addresses.map((one) => one.address) : now.kind, more };
}

describe('bothFamilies', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('alternates the families, IPv6 first only where this machine has it', async () => {
    const both = ['2001:db8::1', '192.0.2.1', '192.0.2.2'];
    expect((await heard([FOUR, 5], [SIX, 9], { ms: 9 })).addresses).toEqual(both);
    const without = { ms: 9, ipv6First: false };
    expect((await heard([FOUR, 5], [SIX, 9], without)).addresses).toEqual([
      '192.0.2.1',
      '2001:db8::1',
      '192.0.2.2',
    ]);
  });

  it('returns IPv4 when IPv6 does not answer, and adds IPv6 when it comes', async () => {
    expect((await heard([FOUR, 5], [SIX, NEVER], { ms: 54 })).addresses).toBe('nothing yet');
    expect((await heard([FOUR, 5], [SIX, NEVER], { ms: 60 })).addresses).toEqual(['192.0.2.1', '192.0.2.2']);
    const { more } = await heard([FOUR, 5], [SIX, 900], { ms: 1_000 });
    expect(more).toMatchObject([{ kind: 'found', addresses: [{}, {}, {}] }]);
  });

  it('returns IPv6 alone only where this machine has it', async () => {
    expect((await heard([FOUR, NEVER], [SIX, 5], { ms: 300 })).addresses).toEqual(['2001:db8::1']);
    const without = { ms: 300, ipv6First: false };
    expect((await heard([FOUR, NEVER], [SIX, 5], without)).addresses).toBe('nothing yet');
    expect((await heard([FOUR, 200], [SIX, 5], without)).addresses).toHaveLength(3);
  });

  it('waits for the other family when one has no address', async () => {
    expect((await heard([FOUR, 900], [NONE, 5], { ms: 300 })).addresses).toBe('nothing yet');
    expect((await heard([FOUR, 900], [NONE, 5], { ms: 900 })).addresses).toEqual(['192.0.2.1', '192.0.2.2']);
    expect((await heard([FOUR, 900], [FAILED, 5], { ms: 900 })).addresses).toHaveLength(2);
  });

  it('is unanswered when one family could not be asked and the other has no address', async () => {
    expect((await heard([NONE, 5], [NONE, 5], { ms: 5 })).addresses).toBe('none');
    expect((await heard([NONE, 5], [FAILED, 5], { ms: 5 })).addresses).toBe('failed');
    expect((await heard([FAILED, 5], [LATE, 5], { ms: 5 })).addresses).toBe('late');
  });
});
