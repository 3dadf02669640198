import type { GatewayConfig } from '../../src/modules/config/gateway-config.js';
import { callerBy, type Caller } from '../../src/modules/access/caller.js';
import type { Role } from '../../src/modules/access/roles.js';
import { Keyring } from '../../src/modules/access/keyring.service.js';
import { StoredKeys } from '../../src/modules/access/keys/stored-keys.service.js';
import { digestOf, type Key } from '../../src/modules/access/keys/key.js';
import type { Clock } from '../../src/modules/model/clock.js';
import { KeyStore } from '../../src/modules/store/key-store.js';
import { HandClock } from './temp-store.js';

/** A key of a role, as an operator makes it. */
export function aKey(over: Partial<Key> = {}): Key {
  const { name = 'ana' } = over;
  const digest = digestOf(name);
  const fingerprint = digest.toString('hex', 0, 4);
  return { id: name, name, role: 'admin', digest, fingerprint, types: null, rate: null, end: null, ...over };
}

export function aCaller(role: Role, over: Partial<Key> = {}): Caller {
  return callerBy('key', aKey({ role, name: role, ...over }));
}

/** A keyring with keys of the environment, and those of a store. */
export function keyring(
  keys: { readonly emitKeys?: readonly string[]; readonly adminKeys?: readonly string[] },
  clock: Clock = new HandClock(),
  stored: StoredKeys = new StoredKeys({ database: { driver: 'sqlite' } } as GatewayConfig, {} as KeyStore),
): Keyring {
  return new Keyring({ emitKeys: [], adminKeys: [], ...keys } as unknown as GatewayConfig, stored, clock);
}
