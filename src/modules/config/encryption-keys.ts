import { join } from 'node:path';
import { GatewayError } from '../model/gateway-error.js';
import type { GatewayConfig } from './gateway-config.js';
import { encryptionKey } from './parse-keys.js';
import { createKeyFile, ENCRYPTION_KEY, readKeyFile } from './secret-key-file.js';

/** The source of the keys: `WEBHOOK_ENCRYPTION_KEY`, the file of an earlier start, or this process. */
export type EncryptionKeyOrigin = 'environment' | 'file' | 'generated';

/** The encryption keys in use, and where they come from. */
export interface ResolvedEncryptionKeys {
  /** Keys in base64; the first encrypts, all decrypt. */
  readonly keys: readonly string[];
  readonly origin: EncryptionKeyOrigin;
  /** Path of the key file; null when the keys come from the environment. */
  readonly file: string | null;
}

/**
 * Resolves the encryption keys: the configured ones, or the one kept in the data directory; null when there is neither
 * and `make` is false.
 *
 * @param make whether to make a missing key: true once there is something to encrypt
 * @throws GatewayError `secret_key_unreadable`, `secret_key_corrupt`, `secret_key_unwritable`.
 */
export async function resolveEncryptionKeys(
  config: Pick<GatewayConfig, 'encryptionKeys' | 'dataDirectory'>,
  make: boolean,
): Promise<ResolvedEncryptionKeys | null> {
  if (config.encryptionKeys.length > 0) {
    return { keys: config.encryptionKeys, origin: 'environment', file: null };
  }
  const file = join(config.dataDirectory, 'webhook-encryption.key');
  const kept = await readKeyFile(file, ENCRYPTION_KEY);
  if (kept !== null) return { keys: [encryptionKey(kept)!], origin: 'file', file };
  if (!make) return null;
  const made = await createKeyFile(file, ENCRYPTION_KEY);
  if (made !== null) return { keys: [made], origin: 'generated', file };
  const theirs = await readKeyFile(file, ENCRYPTION_KEY);
  if (theirs !== null) return { keys: [encryptionKey(theirs)!], origin: 'file', file };
  throw new GatewayError(
    'secret_key_unreadable',
    `The encryption key file ${file} was removed while it was being read.`,
  );
}
