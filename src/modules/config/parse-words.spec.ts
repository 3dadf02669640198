import { describe, expect, it } from '@jest/globals';
import { Malformed } from './malformed.js';
import { oneOf } from './parse-choice.js';
import { isLoopback, parseHost } from './parse-host.js';
import { parseKeys } from './parse-keys.js';
import { parseBrand, printable } from './parse-name.js';
import { parseSecret } from './parse-secret.js';

const KEY = 'kP3xV9mQ2rT7wZ5c';

describe('parseKeys', () => {
  it('takes several, so that they can be rotated, each once', () => {
    expect(parseKeys(`${KEY}, ${KEY}b,${KEY}`)).toEqual([KEY, `${KEY}b`]);
  });

  it.each([
    ['short', 'key 1 is too short with its 5 of 16 characters'],
    [`${KEY},${'é'.repeat(20)}`, 'key 2 holds a space or a character beyond ASCII'],
    [`${KEY} ${KEY}`, 'key 1 holds a space or a character beyond ASCII'],
    [',', 'holds no key'],
  ])('says what is wrong with %s', (text, problem) => {
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

describe('parseHost', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::', '::'],
    ['[::1]', '::1'],
    ['localhost', 'localhost'],
    ['gateway-1.internal', 'gateway-1.internal'],
  ])('reads %s', (text, host) => expect(parseHost(text)).toBe(host));

  it.each(['http://localhost', 'localhost:3000', '300.1.1.1', '1.2.3', '-x', 'a b', '[localhost]', 'a..b'])(
    'refuses %s',
    (text) => expect(parseHost(text)).toBeInstanceOf(Malformed),
  );

  it.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::1', true],
    ['::ffff:127.0.0.1', true],
    ['LOCALHOST', true],
    ['0.0.0.0', false],
    ['::', false],
    ['192.168.1.1', false],
    ['localhost.example', false],
  ])('%s is loopback: %s', (host, loopback) => expect(isLoopback(host)).toBe(loopback));
});

describe('parseBrand', () => {
  it.each(['StreamGank', 'My Studio', 'Größe', '4★'])('takes %s', (text) =>
    expect(parseBrand(text)).toBe(text),
  );
  it.each(['★', '源', '-', 'a\nb', 'a'.repeat(41)])('refuses %s', (text) => {
    expect(parseBrand(text)).toBeInstanceOf(Malformed);
  });
});

describe('printable', () => {
  it('takes one line of any script', () => expect(printable(20)('vidéo ★ 源')).toBe('vidéo ★ 源'));
  it.each(['a\nb', 'a\u0007', '\ud800', 'a'.repeat(21)])('refuses %j', (text) => {
    expect(printable(20)(text)).toBeInstanceOf(Malformed);
  });
});

describe('oneOf', () => {
  it('takes a word in any case', () => expect(oneOf('pretty', 'json')('JSON')).toBe('json'));
  it('lists the words it knows', () => {
    expect(String(oneOf('pretty', 'json')('xml'))).toBe(
      'is not one of the known words. Accepted: pretty, json.',
    );
  });
});
