import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { sized, tellSize } from '../../../test/support/long-run.js';
import { databaseUrl, headerNames, plain, urlHosts } from './mask-value.js';
import { readEnvironment } from './read-environment.js';

/** Letters no fixed part of a message has, so that finding them means a leak. */
const secret = fc
  .stringMatching(/^ŵ[A-Za-z0-9/?#@:&=+%. _-]{6,20}ŵ$/)
  .map((text) => text.replaceAll('ŵ', 'Zq9'));
const fragments = (text: string) => text.split(/[^A-Za-z0-9]+/).filter((part) => part.includes('Zq9'));

/** Random secrets for each way to write one. */
const [QUICK, LONG] = [60, 1_000];
tellSize('Random secrets for each setting', QUICK, LONG);

function messageFor(name: string, text: string): string {
  try {
    readEnvironment({ [name]: text, LOG_LEVEL: 'loud' });
  } catch (error) {
    return (error as Error).message;
  }
  return '';
}

describe('the message of a configuration error', () => {
  it.each<[string, (text: string) => string]>([
    ['WEBHOOK_URLS', (text) => text],
    ['WEBHOOK_URLS', (text) => `https://a.example/${text},https:/b.example`],
    ['WEBHOOK_URLS', (text) => `slack+https://a.example/hooks?x=${text},?`],
    ['WEBHOOK_URLS', (text) => `https://me:${text}@a.example/`],
    ['WEBHOOK_SECRET_KEY', (text) => `whsec_${text}!`],
    ['WEBHOOK_EMIT_KEYS', (text) => `${text},x`],
    ['WEBHOOK_ADMIN_KEYS', (text) => `é${text}`],
    ['WEBHOOK_HEADERS', (text) => `Authorization:Bearer ${text},authorization:${text}`],
    ['WEBHOOK_HEADERS', (text) => `Bearer ${text}`],
    ['WEBHOOK_EGRESS_PROXY', (text) => `http://me:${text}@proxy.test:99999`],
    ['HTTPS_PROXY', (text) => `socks5://me:${text}@proxy.test:1080`],
    ['https_proxy', (text) => `me:${text}@proxy.test:3128/x`],
    ['HTTP_PROXY', (text) => `http://${text}@proxy.test:3128/path`],
    ['DATABASE_URL', (text) => `postgres://me:${text}@db.example/gateway?x y`],
    ['DATABASE_URL', (text) => `mysql://me:${text}@db.example/gateway`],
    ['DATABASE_URL', (text) => `me:${text}@db.example/gateway`],
    ['DATABASE_URL', (text) => `postgres://db.example/gateway x?password=${text}`],
  ])('never shows a secret of %s', (name, write) => {
    fc.assert(
      fc.property(secret, (text) => {
        const message = messageFor(name, write(text));
        expect(message).toContain('LOG_LEVEL');
        expect(fragments(text).filter((part) => message.includes(part))).toEqual([]);
      }),
      { numRuns: sized(QUICK, LONG) },
    );
  });
});

describe('a masked value', () => {
  it.each([
    [
      urlHosts,
      'slack+https://a.example:8443/x?y, http://b.example,?',
      'slack+https://a.example:8443/***,http://b.example/***,***',
    ],
    [headerNames, 'Authorization:Bearer x, y,X-B:z', 'Authorization:***,X-B:***'],
    [databaseUrl, 'sqlite:./a.db?x', '"sqlite:./a.db?x"'],
    [
      databaseUrl,
      'postgres://me:pw@db.example:5432/gateway?sslmode=x',
      'postgres://***@db.example:5432/gateway?***',
    ],
    [databaseUrl, './data/gateway.db', '***'],
    [plain, 'a\u001b[31m', '"a\\u001b[31m"'],
  ])('is made by %p from %s', (show, text, shown) => {
    expect(show(text)).toBe(shown);
  });
});
