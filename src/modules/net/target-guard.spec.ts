import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { HttpService } from '@nestjs/axios';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { GUARD_VECTORS, LOOPBACK_SPELLINGS, type Tier } from '../../../test/support/guard-vectors.js';
import { Agents } from '../delivery/sender/agents.js';
import { axiosOver } from '../delivery/sender/axios-over.js';
import { Sender, type Answer, type NoAnswer } from '../delivery/sender/sender.service.js';
import { addressRefusal } from './address-verdict.js';
import { portRefusal } from './blocked-ports.js';
import { PRIVATE_NETWORKS } from './networks.js';
import { TargetGuard, type Resolver } from './target-guard.js';

const TIERS: readonly Tier[] = ['private', 'forbidden'];
const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** A resolver of the test's own: answers each question with the next of its answers, the last one again and again. */
function resolving(...answers: readonly (readonly string[])[]): Resolver & { asked: number } {
  const resolver = (_: string, __: unknown, callback: Parameters<Resolver>[2]): void => {
    const addresses = answers[Math.min(resolver.asked++, answers.length - 1)]!;
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
  resolver.asked = 0;
  return resolver;
}

function send(guard: TargetGuard, url: string, timeoutMs = 2_000): Promise<Answer | NoAnswer> {
  const agents = new Agents({ timeoutMs: 2_000 }, guard);
  const sender = new Sender(new HttpService(axiosOver(agents)));
  const request = { url, headers: {}, body: '{}', trusted: false };
  return firstValueFrom(sender.send(request, timeoutMs)).finally(() => agents.destroy());
}

/** The verdict when saving and the verdict when sending; both null where nothing is against it. */
async function verdicts(guard: TargetGuard, url: string): Promise<readonly [string | null, string | null]> {
  const { refused } = await guard.check(new URL(url));
  const result = await send(guard, url);
  const forbidden = result.kind === 'no-answer' && result.fault.code === 'FORBIDDEN_TARGET';
  return [refused, forbidden ? result.fault.message : null];
}

describe(TargetGuard.name, () => {
  it('is tried with more than a hundred addresses', () => {
    expect(new Set(GUARD_VECTORS.map(([address]) => address)).size).toBeGreaterThan(100);
  });

  const refusedOnes = GUARD_VECTORS.filter(([, tier]) => tier !== 'public');

  it.each(refusedOnes)(
    'refuses %s (%s) when saving and when sending, written out or by name',
    async (address) => {
      const literal = await verdicts(new TargetGuard([]), `http://${bracketed(address)}/`);
      const named = await verdicts(new TargetGuard([], resolving([address])), 'http://name.test/');
      const [saved] = literal;
      expect(saved).toContain('WEBHOOK_ALLOW_NETWORKS=');
      expect([...literal, ...named]).toEqual([saved, saved, saved, saved]);
    },
  );

  it.each(GUARD_VECTORS.filter(([, tier]) => tier === 'public'))('lets %s pass', async (address) => {
    const guard = new TargetGuard([], resolving([address]));
    expect(guard.refusal(bracketed(address), '')).toBeNull();
    expect(await guard.check(new URL('https://name.test/'))).toEqual({ refused: null, unresolved: false });
    const passed = await new Promise((resolve) =>
      guard.lookup('name.test', { all: true }, (error, addresses) => resolve(error ?? addresses)),
    );
    expect(passed).toMatchObject([{ address }]);
  });

  it.each(GUARD_VECTORS)('opens %s (%s) by the word private only where it is private', (address, tier) => {
    const refused = addressRefusal(address, PRIVATE_NETWORKS);
    const mapped = address === '::ffff:10.0.0.1';
    expect(refused === null).toBe(tier !== 'forbidden' || mapped);
  });

  it.each(refusedOnes)('opens %s (%s) by the setting its refusal names', (address, tier) => {
    const message = addressRefusal(address, [])!;
    const [, setting] = /WEBHOOK_ALLOW_NETWORKS=(\S+)/.exec(message)!;
    expect(message.includes('(or private)')).toBe(tier === 'private');
    expect(TIERS).toContain(tier);
    expect(addressRefusal(address, [setting!])).toBeNull();
  });

  it.each(LOOPBACK_SPELLINGS)('knows loopback when it is written %s', async (host) => {
    const [saved, sent] = await verdicts(new TargetGuard([]), `http://${host}:8080/`);
    expect(saved).toMatch(/^(127\.0\.0\.1|::1|::ffff:7f00:1) is not a public address/);
    expect(sent).toBe(saved);
  });

  it('lets one bad answer among many good ones refuse the name', async () => {
    const resolver = resolving(['93.184.216.34', '2606:4700:4700::1111', '10.0.0.7']);
    const [saved, sent] = await verdicts(new TargetGuard([], resolver), 'http://name.test/');
    expect(saved).toContain('10.0.0.7');
    expect(sent).toBe(saved);
  });

  it('says nothing against a name that cannot be resolved yet', async () => {
    const failing: Resolver = (_, __, callback) => callback(new Error('ENOTFOUND'), []);
    const guard = new TargetGuard([], failing);
    expect(await guard.check(new URL('https://name.test/'))).toEqual({ refused: null, unresolved: true });
  });

  describe('with a name that answers differently the second time', () => {
    let inside: Server;
    let connections = 0;
    beforeAll(async () => {
      inside = createServer((socket) => {
        connections++;
        socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      });
      inside.listen(0, '127.0.0.1');
      await once(inside, 'listening');
    });
    afterAll(() => void inside.close());
    const url = () => `http://name.test:${(inside.address() as AddressInfo).port}/`;

    it('refuses to follow it inside when sending, though it was saved', async () => {
      const guard = new TargetGuard([], resolving(['93.184.216.34'], ['127.0.0.1']));
      expect((await guard.check(new URL(url()))).refused).toBeNull();
      const result = await send(guard, url());
      expect(result).toMatchObject({ kind: 'no-answer', fault: { code: 'FORBIDDEN_TARGET' } });
      expect(connections).toBe(0);
    });

    it('asks once for a connection and connects to what was judged', async () => {
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
