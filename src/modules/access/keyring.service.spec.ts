import { describe, expect, it } from '@jest/globals';
import { keyring } from '../../../test/support/keyring.js';
import { TempStore } from '../../../test/support/temp-store.js';
import type { GatewayConfig } from '../config/gateway-config.js';
import { bearer, Keyring } from './keyring.service.js';
import { digestOf } from './keys/key.js';
import { newKeyText } from './keys/key-text.js';
import { StoredKeys } from './keys/stored-keys.service.js';

const CONFIG = { database: { driver: 'sqlite' } } as GatewayConfig;
const FREE = { needsAdmin: false };

describe(Keyring.name, () => {
  const ring = keyring({
    emitKeys: ['emit-key', 'both'],
    adminKeys: ['admin-key', 'next-admin-key', 'both'],
  });

  it.each([
    ['emit-key', 'emit'],
    ['admin-key', 'admin'],
    ['next-admin-key', 'admin'],
    ['both', 'admin'],
    ['emit-keyx', undefined],
    ['', undefined],
  ])('finds %j with the role %s', (text, role) => {
    expect(ring.find(text)?.role).toBe(role);
  });

  it('names keys of the environment by their role and the beginning of their digest', () => {
    const { name, fingerprint } = ring.find('emit-key')!;
    expect(fingerprint).toMatch(/^[0-9a-f]{8}$/);
    expect(name).toBe(`env-emit-${fingerprint}`);
    expect(JSON.stringify([ring.environment])).not.toContain('emit-key');
  });

  it('is empty without keys', () => {
    expect(keyring({}).empty).toBe(true);
    expect(ring.empty).toBe(false);
  });

  it('finds the keys of the store, and knows which of them have ended and why', async () => {
    const temp = await TempStore.open();
    try {
      const stored = new StoredKeys(CONFIG, temp.store.keys);
      const own = keyring({ emitKeys: ['emit-key'] }, temp.clock, stored);
      const [first, second] = [newKeyText('viewer'), newKeyText('viewer')];
      const id = '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c';
      const hex = (text: string) => digestOf(text).toString('hex');
      const expiresAt = temp.clock.now() + 60_000;
      const terms = { name: 'ana', types: null, rate: null, expiresAt };
      await temp.store.keys.add(
        { ...terms, id, role: 'viewer', hint: '', digest: hex(first), createdBy: 'ben' },
        FREE,
      );
      expect(own.find(first)).toBeNull();
      await stored.reload();
      const state = (text: string) => {
        const key = own.find(text)!;
        return [key.name, own.isValid(key), key.end?.why];
      };
      expect(state(first)).toEqual(['ana', true, 'expired']);
      await temp.store.keys.rotate(id, { digest: hex(second), hint: '', overlapMs: 1_000 });
      await stored.reload();
      expect([state(first), state(second)]).toEqual([
        ['ana', true, 'rotated'],
        ['ana', true, 'expired'],
      ]);
      temp.clock.advance(1_000);
      expect([state(first), state(second)]).toMatchObject([{ 1: false }, { 1: true }]);
      await temp.store.keys.revoke(id, 'ben', FREE);
      await stored.reload();
      expect(state(second)).toEqual(['ana', false, 'revoked']);
      expect([...own.consoleKeys()]).toEqual([]);
    } finally {
      await temp.remove();
    }
  });
});

describe(bearer.name, () => {
  it.each([
    ['Bearer KEY', 'KEY'],
    ['bearer  KEY', 'KEY'],
    ['Bearer', ''],
    ['Bearer ', ''],
    ['Bearer a b', 'a b'],
    ['Basic KEY', undefined],
    ['KEY', undefined],
    [undefined, undefined],
  ])('finds in %j the token %j', (authorization, text) => {
    expect(bearer(authorization)).toBe(text);
  });
});
