import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { UnnamedProxies } from './unnamed-proxies.js';

interface Asked {
  /** Empty: no longer known. */
  readonly peer?: string;
  readonly ip?: string;
  readonly headers?: object;
  readonly caller?: object | null;
}

const FORWARDED = { 'x-forwarded-for': '203.0.113.9' };
const asked = ({ peer = '10.0.0.5', ip = peer, headers = FORWARDED, caller = null }: Asked = {}) =>
  ({
    ip,
    headers,
    caller,
    raw: { socket: { remoteAddress: peer === '' ? undefined : peer } },
  }) as unknown as FastifyRequest;

describe(UnnamedProxies.name, () => {
  let warned: string[];
  beforeEach(() => {
    warned = [];
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((text: string) => void warned.push(text));
  });
  afterEach(() => void jest.restoreAllMocks());

  const noted = (requests: readonly FastifyRequest[], statusCode = 401): readonly string[] => {
    const proxies = new UnnamedProxies();
    for (const request of requests) proxies.note(request, { statusCode });
    return warned;
  };

  it('warns once of each proxy, with its address and the variable', () => {
    const requests = [asked(), asked(), asked({ peer: '::ffff:127.0.0.1' }), asked({ peer: 'fd00::1' })];
    expect(noted(requests)).toEqual([
      expect.stringMatching(/10\.0\.0\.5 .*WEBHOOK_TRUST_PROXY/),
      expect.stringContaining('127.0.0.1 '),
      expect.stringContaining('fd00::1 '),
    ]);
  });

  it('warns of a proxy that is locked out already', () => {
    expect(noted([asked()], 429)).toHaveLength(1);
  });

  it.each([
    ['the proxy is named: the address is the client’s', asked({ ip: '203.0.113.9' })],
    ['there is no proxy', asked({ headers: {} })],
    ['the caller has a key', asked({ caller: { role: 'emit' } })],
    ['a stranger sends the header', asked({ peer: '8.8.8.8' })],
    ['the connection is closed', asked({ peer: '' })],
  ])('gives no warning where %s', (_, request) => {
    expect(noted([request])).toEqual([]);
  });

  it.each([200, 202, 403, 404])('does not examine an answer of %i', (status) => {
    expect(noted([asked()], status)).toEqual([]);
  });

  it('warns of at most sixteen proxies', () => {
    expect(noted(Array.from({ length: 40 }, (_, at) => asked({ peer: `10.0.1.${at}` })))).toHaveLength(16);
  });
});
