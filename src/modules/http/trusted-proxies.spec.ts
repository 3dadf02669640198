import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { forwardedAddress } from './address.js';
import { serverOptions } from './server-options.js';
import { belongsTo, readForwardedAddresses } from './trusted-proxies.js';

describe('forwardedAddress', () => {
  it.each([
    ['203.0.113.10', '203.0.113.10'],
    ['203.0.113.10:40001', '203.0.113.10'],
    [' "203.0.113.10:40001" ', '203.0.113.10'],
    ['2001:DB8::0:1', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['[2001:db8::1]:443', '2001:db8::1'],
    ['"[2001:db8::1]:443"', '2001:db8::1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:203.0.113.10', '203.0.113.10'],
    ['[::ffff:cb00:710a]:7', '203.0.113.10'],
  ])('reads %s as %s', (entry, address) => {
    expect(forwardedAddress(entry)).toBe(address);
  });

  it.each([
    '',
    ' ',
    'unknown',
    '_hidden',
    'localhost',
    'host.test:80',
    '203.0.113.10:',
    '203.0.113.10:abc',
    '203.0.113.10:123456',
    '203.0.113.10:1:2',
    '[203.0.113.10]:80',
    '[2001:db8::1',
    '203.0.113.010',
    '203.0.113',
    '"203.0.113.10',
    '203.0.113.10\u0000',
    '2001:db8::1]:443',
  ])('finds no address in %j', (entry) => {
    expect(forwardedAddress(entry)).toBeNull();
  });
});

describe('A request behind trusted proxies', () => {
  const trusted = ['127.0.0.0/8', '10.0.0.0/8', '2001:db8:1::/48'];

  async function addressOf(
    given: string | undefined | Record<string, string>,
    networks = trusted,
    remoteAddress = '127.0.0.1',
    ...clientHeader: string[]
  ) {
    const server = fastify(serverOptions(networks));
    readForwardedAddresses(server, ...clientHeader);
    server.get('/', ({ ip }) => ip);
    const headers = typeof given === 'string' ? { 'x-forwarded-for': given } : given;
    return (await server.inject({ url: '/', ...(headers && { headers }), remoteAddress })).payload;
  }

  it.each([
    [undefined, '127.0.0.1'],
    ['203.0.113.9:40001', '203.0.113.9'],
    ['198.51.100.1, 203.0.113.9:40001, 10.1.2.3:80', '203.0.113.9'],
    ['[2001:db8:2::9]:1, [2001:db8:1::9]:2', '2001:db8:2::9'],
    ['10.0.0.9, 10.0.0.8', '10.0.0.9'],
    ['unknown', '127.0.0.1'],
    ['203.0.113.9, unknown', '127.0.0.1'],
    ['203.0.113.9, garbage, 10.1.2.3', '10.1.2.3'],
    ['', '127.0.0.1'],
    [',', '127.0.0.1'],
  ])('is taken, with X-Forwarded-For %j, to come from %s', async (header, address) => {
    expect(await addressOf(header)).toBe(address);
  });

  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['"[2001:db8:2::9]:443"', '2001:db8:2::9'],
    ['unknown', '127.0.0.1'],
    [undefined, '127.0.0.1'],
  ])(
    'whose configured header says %j comes from %s, whatever X-Forwarded-For lists',
    async (client, address) => {
      const edge = '203.0.113.9, 198.51.100.7';
      const headers = { 'x-forwarded-for': edge, ...(client !== undefined && { 'x-real-ip': client }) };
      expect(await addressOf(headers, trusted, '127.0.0.1', 'x-real-ip')).toBe(address);
      expect(await addressOf(headers, trusted, '192.0.2.1', 'x-real-ip')).toBe('192.0.2.1');
    },
  );

  it.each([
    ['unknown', undefined],
    ['203.0.113.9', 'x-real-ip'],
  ])(
    'with X-Forwarded-For %j still shows that it came through a proxy, where %s names no client',
    async (header, clientHeader) => {
      const server = fastify(serverOptions(trusted));
      readForwardedAddresses(server, clientHeader);
      server.get('/', ({ ip, headers }) => ({ ip, isForwarded: 'x-forwarded-for' in headers }));
      const answer = await server.inject({ url: '/', headers: { 'x-forwarded-for': header } });
      expect(answer.json()).toEqual({ ip: '127.0.0.1', isForwarded: true });
    },
  );

  it('comes from the address of its connection where that is no trusted proxy', async () => {
    expect(await addressOf('203.0.113.9', trusted, '192.0.2.1')).toBe('192.0.2.1');
    expect(await addressOf('203.0.113.9', trusted, '::ffff:192.0.2.1')).toBe('::ffff:192.0.2.1');
  });

  it('comes through a proxy of a trusted IPv4 network also where the server listens on both families', async () => {
    expect(await addressOf('203.0.113.9:1', trusted, '::ffff:10.9.9.9')).toBe('203.0.113.9');
  });

  it.each([['0.0.0.0/0'], ['::/0']])(
    'comes from the forwarded address where every proxy of %s is trusted',
    async (network) => {
      const own = network.includes(':') ? '2001:db8::7' : '192.0.2.1';
      expect(belongsTo([network])(own)).toBe(true);
      expect(await addressOf('203.0.113.9:7', [network], own)).toBe('203.0.113.9');
    },
  );
});
