import { describe, expect, it } from '@jest/globals';
import { AnswerCache } from './answer-cache.js';
import type { NameAnswer } from './name-answer.js';

const found = (ttlMs: number | null): NameAnswer => ({
  kind: 'found',
  addresses: [{ address: '192.0.2.1', family: 4 }],
  ttlMs,
});

describe(AnswerCache.name, () => {
  it.each([
    ['its TTL', found(30_000), 30_000],
    ['a second though its TTL is 0', found(0), 1_000],
    ['five minutes though its TTL is a day', found(86_400_000), 300_000],
    ['5 s without a TTL', found(null), 5_000],
    ['half a second without an address', { kind: 'none' } as const, 500],
    ['half a second without an answer', { kind: 'late' } as const, 500],
  ])('keeps an answer for %s', (_, answer, ms) => {
    const kept = new AnswerCache();
    kept.keep('a.test', answer, 1_000);
    expect(kept.get('a.test', 1_000 + ms - 1)).toBe(answer);
    expect(kept.get('a.test', 1_000 + ms)).toBeNull();
  });

  it('drops an answer on request unless it is fresh', () => {
    const kept = new AnswerCache();
    kept.keep('a.test', found(60_000), 0);
    kept.forget('a.test', 999);
    expect(kept.get('a.test', 999)).not.toBeNull();
    kept.forget('a.test', 1_000);
    expect(kept.get('a.test', 1_000)).toBeNull();
  });

  it('suspects a name that got no answer, for a minute or until it gets one', () => {
    const kept = new AnswerCache();
    kept.keep('a.test', { kind: 'late' }, 0);
    expect([kept.isSuspect('a.test', 59_999), kept.isSuspect('a.test', 60_000)]).toEqual([true, false]);
    kept.keep('a.test', { kind: 'none' }, 10);
    expect(kept.isSuspect('a.test', 20)).toBe(false);
  });

  it('stays bounded whatever names are asked for', () => {
    const kept = new AnswerCache();
    for (let n = 0; n <= 10_000; n++) kept.keep(`n${n}.test`, found(60_000), 0);
    expect(kept.get('n0.test', 1)).toBeNull();
    expect(kept.get('n1.test', 1)).not.toBeNull();
    expect(kept.get('n10000.test', 1)).not.toBeNull();
  });
});
