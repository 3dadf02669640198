import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import type { Role } from './access.decorators.js';

/** The configured keys, kept as digests. */
@Injectable()
export class Keyring {
  readonly #emit: readonly Buffer[];
  readonly #admin: readonly Buffer[];

  constructor({ emitKeys, adminKeys }: GatewayConfig) {
    this.#emit = emitKeys.map(digest);
    this.#admin = adminKeys.map(digest);
  }

  /** True where no keys are set: then nobody is asked for one. */
  get empty(): boolean {
    return this.#emit.length + this.#admin.length === 0;
  }

  /** Whose key an `Authorization: Bearer KEY` header carries; null when it carries none that is known. */
  roleOf(authorization: string | undefined): Role | null {
    const key = /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
    if (key === undefined) return null;
    const given = digest(key);
    if (holds(this.#admin, given)) return 'admin';
    return holds(this.#emit, given) ? 'emit' : null;
  }
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** Compares with every key in constant time, so that the time taken tells nothing. */
function holds(keys: readonly Buffer[], given: Buffer): boolean {
  return keys.reduce((found, key) => timingSafeEqual(key, given) || found, false);
}
