import type { LookupAddress } from 'node:dns';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { HttpService } from '@nestjs/axios';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { GUARD_VECTORS, LOOPBACK_SPELLINGS, type Tier } from '../../../test/support/guard-vectors.js';
import { Agents } from '../delivery/sender/agents.js';
import { axiosOver } from '../delivery/sender/axios-over.js';
import { Sender, type Answer, type NoAnswer } from '../delivery/sender/sender.service.js';
import { addressRefusal } from './address-verdict.js';
import { portRefusal } from './blocked-ports.js';
import { PRIVATE_NETWORKS } from './networks.js';
import { nameError, type NameResolver } from './names/name-resolver.js';
import { TargetGuard } from './target-guard.js';

/** Kinds whose refusal suggests no setting. */
const CLOSED = /\((cloud metadata|link-local)\)/;
const TIERS: readonly Tier[] = ['private', 'forbidden'];
const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Makes a resolver whose look-ups return these answers one after the other, then the last one again. */
function resolving(...answers: readonly (readonly string[])[]): NameResolver & { asked: number } {
  return {
    asked: 0,
    resolve(): Promise<LookupAddress[]> {
      const addresses = answers[Math.min(this.asked++, answers.length - 1)]!;
      return Promise.resolve(
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    },
    forget: () => undefined,
  };
}

function send(guard: TargetGuard, url: string, timeoutMs = 2_000): Promise<Answer | NoAnswer> {
  const agents = new Agents({ timeoutMs: 2_000 }, guard);
  const sender = new Sender(new HttpService(axiosOver(agents)));
  const request = { url, headers: {}, body: '{}', trusted: false };
  return firstValueFrom(sender.send(request, timeoutMs)).finally(() => agents.destroy());
}

/** Returns the verdicts when saving and when sending; null: allowed. */
async function verdicts(guard: TargetGuard, url: string): Promise<readonly [string | null, string | null]> {
  const { refused } = await guard.check(new URL(url));
  const result = await send(guard, url);
  const forbidden = result.kind === 'no-answer' && result.fault.code === 'FORBIDDEN_TARGET';
  return [refused, forbidden ? result.fault.message : null];
}

describe(TargetGuard.name, () => {
  it('is tested with more than a hundred addresses', () => {
    expect(new Set(GUARD_VECTORS.map(([address]) => address)).size).toBeGreaterThan(100);
  });

  const refusedOnes = GUARD_VECTORS.filter(([, tier]) => tier !== 'public');

  it.each(refusedOnes)(
    'refuses %s (%s) when saving and when sending, as a literal address and by name',
    async (address) => {
      const literal = await verdicts(new TargetGuard([]), `http://${bracketed(address)}/`);
      const named = await verdicts(new TargetGuard([], resolving([address])), 'http://name.test/');
      expect(literal[0]).toContain('is not a public address');
      expect(literal[1]).toBe(literal[0]);
      expect(named[0]).toContain('name.test resolves to an address that is not public');
      expect(named[1]).toBe(named[0]);
    },
  );

  it.each(refusedOnes)('does not reveal that name.test resolves to %s', async (address) => {
    const named = await verdicts(new TargetGuard([], resolving([address])), 'http://name.test/');
    expect(named.join()).not.toContain(address);
  });

  it.each(GUARD_VECTORS.filter(([, tier]) => tier === 'public'))('allows %s', async (address) => {
    const guard = new TargetGuard([], resolving([address]));
    expect(guard.refusal(bracketed(address), '')).toBeNull();
    expect(await guard.check(new URL('https://name.test/'))).toEqual({ refused: null, unresolved: false });
    expect(await guard.resolve('name.test')).toMatchObject([{ address }]);
  });

  it.each(GUARD_VECTORS)('opens %s (%s) by the word private only if it is private', (address, tier) => {
    const refused = addressRefusal(address, PRIVATE_NETWORKS);
    const mapped = address === '::ffff:10.0.0.1';
    expect(refused === null).toBe(tier !== 'forbidden' || mapped);
  });

  const advised = refusedOnes.filter(([address]) => !CLOSED.test(addressRefusal(address, [])!));

  it.each(advised)('opens %s (%s) by the setting that its refusal names', (address, tier) => {
    const message = addressRefusal(address, [])!;
    const [, setting] = /WEBHOOK_ALLOW_NETWORKS=(\S+)/.exec(message)!;
    expect(message.includes('(or private)')).toBe(tier === 'private');
    expect(TIERS).toContain(tier);
    expect(addressRefusal(address, [setting!])).toBeNull();
  });

  const closed = refusedOnes.filter(([address]) => CLOSED.test(addressRefusal(address, [])!));

  it.each(closed)('names no setting that would open %s (%s)', (address) => {
    expect(addressRefusal(address, [])).not.toContain('WEBHOOK');
  });

  it.each(LOOPBACK_SPELLINGS)('recognises loopback written as %s', async (host) => {
    const [saved, sent] = await verdicts(new TargetGuard([]), `http://${host}:8080/`);
    expect(saved).toMatch(/^(127\.0\.0\.1|::1|::ffff:7f00:1) is not a public address/);
    expect(sent).toBe(saved);
  });

  it('refuses a name for one refused address among many good ones', async () => {
    const resolver = resolving(['93.184.216.34', '2606:4700:4700::1111', '10.0.0.7']);
    const [saved, sent] = await verdicts(new TargetGuard([], resolver), 'http://name.test/');
    expect(saved).toContain('not public');
    expect(sent).toBe(saved);
  });

  it('does not refuse a name that cannot be resolved yet', async () => {
    const failing: NameResolver = {
      resolve: (hostname) => Promise.reject(nameError('ENOTFOUND', hostname)),
      forget: () => undefined,
    };
    const guard = new TargetGuard([], failing);
    expect(await guard.check(new URL('https://name.test/'))).toEqual({ refused: null, unresolved: true });
  });

  describe('for cloud metadata', () => {
    it.each([
      ['169.254.169.254', ['0.0.0.0/0', '::/0', '169.254.0.0/16', '169.254.169.0/24', '169.254.169.254/31']],
      ['169.254.170.2', ['169.254.0.0/16']],
      ['168.63.129.16', ['0.0.0.0/0', '168.63.0.0/16']],
      ['100.100.100.200', ['100.100.0.0/16', '100.64.0.0/10', '0.0.0.0/0']],
      ['192.0.0.192', ['192.0.0.0/24']],
      ['fd00:ec2::254', ['fd00::/8', 'fc00::/7', '::/0', 'fd00:ec2::/32', 'fd00:ec2::254/127']],
      ['fd20:ce::254', ['fd00::/8', 'fd20::/16']],
      ['fd00:c1::a9fe:a9fe', ['fc00::/7', 'fd00:c1::/32']],
      ['fd00:a9fe:a9fe::1', ['fc00::/7', 'fd00:a9fe:a9fe::/64']],
      ['fd00:100::100:200', ['fc00::/7', 'fd00:100::/32']],
      ['::ffff:169.254.169.254', ['0.0.0.0/0', '::/0', '169.254.0.0/16']],
      ['64:ff9b::a9fe:a9fe', ['64:ff9b::/96', '::/0']],
      ['2002:a9fe:a9fe::1', ['2002::/16', '::/0']],
      ['::a9fe:a9fe', ['::/0', '::/96']],
    ])('keeps %s closed by every network around it', (address, networks) => {
      for (const network of networks)
        expect(addressRefusal(address, [network])).toContain('(cloud metadata)');
    });

    it.each([
      ['169.254.169.254', '169.254.169.254/32'],
      ['::ffff:169.254.169.254', '169.254.169.254/32'],
      ['64:ff9b::a9fe:a9fe', '169.254.169.254/32'],
      ['fd00:ec2::254', 'fd00:ec2::254/128'],
      ['100.100.100.200', '100.100.100.200/32'],
    ])('opens %s by %s', (address, network) => {
      expect(addressRefusal(address, [network])).toBeNull();
    });
  });

  it('judges in time a name that gets no answer', async () => {
    jest.useFakeTimers();
    try {
      const silent: NameResolver = { resolve: () => new Promise(() => undefined), forget: () => undefined };
      const check = new TargetGuard([], silent).check(new URL('https://name.test/'));
      await jest.advanceTimersByTimeAsync(4_500);
      expect(await check).toEqual({ refused: null, unresolved: true });
    } finally {
      jest.useRealTimers();
    }
  });

  describe('for a name with different answers', () => {
    let inside: Server;
    let connections = 0;
    beforeAll(async () => {
      inside = createServer((socket) => {
        connections++;
        // A socket that is not read never ends.
        socket.resume().end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      });
      inside.listen(0, '127.0.0.1');
      await once(inside, 'listening');
    });
    afterAll(() => void inside.close());
    const url = () => `http://name.test:${(inside.address() as AddressInfo).port}/`;

    it('refuses when sending a private address that was not there when saving', async () => {
      const guard = new TargetGuard([], resolving(['93.184.216.34'], ['127.0.0.1']));
      expect((await guard.check(new URL(url()))).refused).toBeNull();
      const result = await send(guard, url());
      expect(result).toMatchObject({ kind: 'no-answer', fault: { code: 'FORBIDDEN_TARGET' } });
      expect(connections).toBe(0);
    });

    it('asks once for a connection and connects to the address it has judged', async () => {
      const resolver = resolving(['127.0.0.1'], ['93.184.216.34']);
      const result = await send(new TargetGuard(['127.0.0.0/8'], resolver), url());
      expect(result).toMatchObject({ kind: 'answer', status: 200 });
      expect([resolver.asked, connections]).toEqual([1, 1]);
    });
  });
});

describe('portRefusal', () => {
  it.each(['0', '1', '22', '25', '110', '143', '6000', '6667', '10080'])('refuses port %s', async (port) => {
    const guard = new TargetGuard([], resolving(['93.184.216.34']));
    const [saved, sent] = await verdicts(guard, `http://name.test:${port}/`);
    expect(saved).toContain(`Port ${port} `);
    expect(sent).toBe(saved);
  });

  it.each(['', '80', '443', '3000', '8080', '65535'])('lets port %j pass', (port) => {
    expect(portRefusal(port)).toBeNull();
  });
});
