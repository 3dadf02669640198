import { describe, expect, it } from '@jest/globals';
import { Malformed } from './malformed.js';
import { parseKeys, parseSecret } from './parse-keys.js';

const KEY = 'kP3xV9mQ2rT7wZ5c';

describe('parseKeys', () => {
  it('reads several keys, each once', () => {
    expect(parseKeys(`${KEY}, ${KEY}b,${KEY}`)).toEqual([KEY, `${KEY}b`]);
  });

  it.each([
    ['short', 'key 1 is too short with its 5 of 16 characters'],
    [`${KEY},${'é'.repeat(20)}`, 'key 2 holds a space or a character beyond ASCII'],
    [`${KEY} ${KEY}`, 'key 1 holds a space or a character beyond ASCII'],
    [',', 'holds no key'],
  ])('names the fault of %s', (text, problem) => {
    expect(parseKeys(text)).toHaveProperty('problems', [problem]);
  });
});

describe('parseSecret', () => {
  it.each(['your-secure-webhook-secret-key-here', 'x-of-8-c', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])(
    'takes %s as it is',
    (text) => expect(parseSecret(text)).toBe(text),
  );

  it.each(['x', 'whsec_', 'whsec_abc', 'whsec_YWE=', 'whsec_not base64', 'whsec_a-_b'])(
    'refuses %s',
    (text) => {
      expect(parseSecret(text)).toBeInstanceOf(Malformed);
    },
  );
});
