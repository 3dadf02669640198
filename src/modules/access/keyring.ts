import { createHash, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import type { Role } from './caller.js';

/** A configured key, without its text. */
export interface Key {
  readonly role: Role;
  /** SHA-256 of the key. */
  readonly digest: Buffer;
  /** First 8 hex digits of the digest, which people may see. */
  readonly fingerprint: string;
}

/** A key in the form that makes signatures. */
export interface SigningKey {
  readonly key: Key;
  readonly secret: KeyObject;
}

/** Holds the configured keys. Only emit keys are kept in clear, as key objects, which no log can print. */
@Injectable()
export class Keyring {
  readonly admins: readonly Key[];
  /** Emit keys, for signatures. */
  readonly signing: readonly SigningKey[];
  readonly #keys: readonly Key[];

  constructor({ emitKeys, adminKeys }: GatewayConfig) {
    this.admins = adminKeys.map((text) => keyOf(text, 'admin'));
    const emit = emitKeys.map((text) => keyOf(text, 'emit'));
    this.signing = emit.flatMap((key, at) => secretsOf(emitKeys[at]!).map((secret) => ({ key, secret })));
    this.#keys = [...emit, ...this.admins];
  }

  /** Tells whether no keys are set, so that no caller needs one. */
  get empty(): boolean {
    return this.#keys.length === 0;
  }

  /** Finds the key with this text; null when it is none. The time taken does not depend on the text. */
  find(text: string): Key | null {
    const given = digest(text);
    return this.#keys.reduce<Key | null>(
      (found, key) => (timingSafeEqual(key.digest, given) ? key : found),
      null,
    );
  }
}

/** Extracts the token of a `Bearer` header, possibly empty; undefined for other schemes and without the header. */
export function bearer(authorization: string | undefined): string | undefined {
  const [scheme = '', ...rest] = (authorization ?? '').trim().split(/ +/);
  return scheme.toLowerCase() === 'bearer' ? rest.join(' ') : undefined;
}

function keyOf(text: string, role: Role): Key {
  const hash = digest(text);
  return { role, digest: hash, fingerprint: hash.toString('hex', 0, 4) };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
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
