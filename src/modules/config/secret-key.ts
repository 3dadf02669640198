import { join } from 'node:path';
import { GatewayError } from '../model/gateway-error.js';
import { MASK } from '../model/mask.js';
import type { GatewayConfig } from './gateway-config.js';
import { createKeyFile, readKeyFile } from './secret-key-file.js';

/** The source of the key: `WEBHOOK_SECRET_KEY`, the file of an earlier start, or this process. */
export type SecretKeyOrigin = 'environment' | 'file' | 'generated';

/** The signing key in clear, and where it comes from. */
export interface ResolvedSecretKey {
  readonly secret: string;
  readonly origin: SecretKeyOrigin;
  /** Path of the key file; null when the key comes from the environment. */
  readonly file: string | null;
}

/** The key that signs deliveries. It prints masked. */
export class SecretKey {
  readonly #secret: string;
  readonly origin: SecretKeyOrigin;
  /** Path of the key file; null when the key comes from the environment. */
  readonly file: string | null;

  constructor({ secret, origin, file }: ResolvedSecretKey) {
    this.#secret = secret;
    this.origin = origin;
    this.file = file;
  }

  /** The key in clear, for signing only. */
  get secret(): string {
    return this.#secret;
  }

  toJSON(): object {
    return { secret: MASK, origin: this.origin, file: this.file };
  }

  toString(): string {
    return MASK;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): object {
    return this.toJSON();
  }
}

/**
 * Resolves the signing key: the configured one, or the one kept in the data directory, which the first start makes.
 * @throws GatewayError `secret_key_unreadable`, `secret_key_corrupt`, `secret_key_unwritable`.
 */
export async function resolveSecretKey(
  config: Pick<GatewayConfig, 'secretKey' | 'dataDirectory'>,
): Promise<ResolvedSecretKey> {
  if (config.secretKey !== null) return { secret: config.secretKey, origin: 'environment', file: null };
  const file = join(config.dataDirectory, 'webhook-secret.key');
  const kept = await readKeyFile(file);
  if (kept !== null) return { secret: kept, origin: 'file', file };
  const made = await createKeyFile(file);
  if (made !== null) return { secret: made, origin: 'generated', file };
  const theirs = await readKeyFile(file);
  if (theirs !== null) return { secret: theirs, origin: 'file', file };
  throw new GatewayError(
    'secret_key_unreadable',
    `The secret key file ${file} was removed while it was being read.`,
  );
}
