import { createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import { digestOf, environmentKey, isValid, type Key } from './keys/key.js';
import { StoredKeys } from './keys/stored-keys.service.js';
import { mayRead } from './roles.js';

/** A key in the form that makes signatures. */
export interface SigningKey {
  readonly key: Key;
  readonly secret: KeyObject;
}

/**
 * Knows every key: those of the environment, and those that operators made. Only emit keys of the environment are kept
 * in clear, as key objects, which no log can print: of all others there is a digest, so they cannot check signatures.
 */
@Injectable()
export class Keyring {
  /** Keys of the environment. */
  readonly environment: readonly Key[];
  /** Emit keys of the environment, for signatures. */
  readonly signing: readonly SigningKey[];

  constructor(
    { emitKeys, adminKeys }: GatewayConfig,
    private readonly stored: StoredKeys,
    private readonly clock: Clock,
  ) {
    const emit = emitKeys.map((text) => environmentKey(text, 'emit'));
    this.signing = emit.flatMap((key, at) => secretsOf(emitKeys[at]!).map((secret) => ({ key, secret })));
    this.environment = [...emit, ...adminKeys.map((text) => environmentKey(text, 'admin'))];
  }

  /** Tells whether there are no keys, so that no caller needs one. */
  get empty(): boolean {
    return this.environment.length === 0 && this.stored.empty;
  }

  /** Tells whether an admin key that never ends must be among those that operators made. */
  get needsStoredAdmin(): boolean {
    return !this.environment.some(({ role }) => role === 'admin');
  }

  /**
   * Finds the key with this text, an ended one too; null when it is none. Digests are compared, so the time taken tells
   * nothing of a key: to use what it tells of a digest, one would have to invert SHA-256.
   */
  find(text: string): Key | null {
    const given = digestOf(text);
    const known = this.environment.reduce<Key | null>(
      (found, key) => (timingSafeEqual(key.digest, given) ? key : found),
      null,
    );
    return known ?? this.stored.byDigest(given.toString('hex')) ?? null;
  }

  /** The time by which keys end, Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /** Tells whether the key is valid now. */
  isValid(key: Key): boolean {
    return isValid(key, this.now());
  }

  /** Valid keys that may sign in to the console, those of the environment first. */
  *consoleKeys(): Iterable<Key> {
    for (const keys of [this.environment, this.stored.all()])
      for (const key of keys) if (mayRead(key.role) && this.isValid(key)) yield key;
  }

  /** Finds the valid key with this digest (SHA-256 as hex), as it stands now; null without one. */
  current(key: Pick<Key, 'id' | 'digest'>): Key | null {
    if (key.id === null) return this.environment.find(({ digest }) => digest.equals(key.digest)) ?? null;
    const known = this.stored.byDigest(key.digest.toString('hex'));
    return known !== undefined && this.isValid(known) ? known : null;
  }
}

/** Extracts the token of a `Bearer` header, possibly empty; undefined for other schemes and without the header. */
export function bearer(authorization: string | undefined): string | undefined {
  const [scheme = '', ...rest] = (authorization ?? '').trim().split(/ +/);
  return scheme.toLowerCase() === 'bearer' ? rest.join(' ') : undefined;
}

/**
 * Returns the secrets under which a key may sign: its text, and its bytes when it is base64, because libraries of
 * Standard Webhooks decode every secret.
 */
function secretsOf(text: string): KeyObject[] {
  const base64 = text.replace(/^whsec_/, '');
  const encoded = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  const secrets = [Buffer.from(text), ...(encoded ? [Buffer.from(base64, 'base64')] : [])];
  return secrets.map((secret) => createSecretKey(secret));
}
