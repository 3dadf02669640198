import { createHash, createSecretKey, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import type { Role } from './caller.js';

/** A configured key, without its text. */
export interface Key {
  readonly role: Role;
  /** SHA-256. */
  readonly digest: Buffer;
  /** The first 8 hex digits of it: what people may see. */
  readonly fingerprint: string;
}

/** A key as signatures are made with it. */
export interface SigningKey {
  readonly key: Key;
  readonly secret: KeyObject;
}

/** The configured keys. Of their texts only emit keys are kept, as signing keys, which no log can print. */
@Injectable()
export class Keyring {
  readonly admins: readonly Key[];
  /** Of the emit keys. */
  readonly signing: readonly SigningKey[];
  readonly #keys: readonly Key[];

  constructor({ emitKeys, adminKeys }: GatewayConfig) {
    this.admins = adminKeys.map((text) => keyOf(text, 'admin'));
    const emit = emitKeys.map((text) => keyOf(text, 'emit'));
    this.signing = emit.flatMap((key, at) => secretsOf(emitKeys[at]!).map((secret) => ({ key, secret })));
    this.#keys = [...emit, ...this.admins];
  }

  /** True where no keys are set: then nobody is asked for one. */
  get empty(): boolean {
    return this.#keys.length === 0;
  }

  /** The key with this text, null when it is none. Takes the same time whichever it is, and where none is. */
  find(text: string): Key | null {
    const given = digest(text);
    return this.#keys.reduce<Key | null>(
      (found, key) => (timingSafeEqual(key.digest, given) ? key : found),
      null,
    );
  }
}

/** What follows the word `Bearer`, which may be nothing; undefined for other schemes and where there is no header. */
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

/** The key's text, and what libraries of Standard Webhooks make of it: they take any secret for base64. */
function secretsOf(text: string): KeyObject[] {
  const base64 = text.replace(/^whsec_/, '');
  const encoded = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  const secrets = [Buffer.from(text), ...(encoded ? [Buffer.from(base64, 'base64')] : [])];
  return secrets.map((secret) => createSecretKey(secret));
}
