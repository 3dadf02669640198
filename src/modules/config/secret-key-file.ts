import { randomBytes, randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { GatewayError } from '../model/gateway-error.js';
import { encryptionKey, ENCRYPTION_KEY_BYTES, SECRET_PREFIX, secretBytes } from './parse-keys.js';

/** Length of a generated signing key, bytes; Standard Webhooks asks for 24 to 64. */
const BYTES = 32;
const BYTES_MIN = 24;

/** A kind of key that is kept in a file. */
export interface KeyFileKind {
  /** Name in messages: `secret key`. */
  readonly name: string;
  /** Variable that replaces the file. */
  readonly variable: string;
  readonly make: () => string;
  readonly isKey: (text: string) => boolean;
  /** Content of the file, for people. */
  readonly shape: string;
  /** Consequence of losing the file, for people. */
  readonly loss: string;
}

/** Signs deliveries of endpoints without a secret of their own. */
const SIGNING_KEY: KeyFileKind = {
  name: 'secret key',
  variable: 'WEBHOOK_SECRET_KEY',
  make: () => SECRET_PREFIX + randomBytes(BYTES).toString('base64'),
  isKey: (text) => (secretBytes(text) ?? 0) >= BYTES_MIN,
  shape: `${SECRET_PREFIX} and at least ${BYTES_MIN} bytes in base64`,
  loss: 'receivers then need the new one',
};

/** Encrypts the secrets of endpoints in the store. */
export const ENCRYPTION_KEY: KeyFileKind = {
  name: 'encryption key',
  variable: 'WEBHOOK_ENCRYPTION_KEY',
  make: () => randomBytes(ENCRYPTION_KEY_BYTES).toString('base64'),
  isKey: (text) => encryptionKey(text) !== null,
  shape: `${ENCRYPTION_KEY_BYTES} bytes in base64 or hex`,
  loss: 'the secrets of endpoints made through the API are then lost',
};

const codeOf = (cause: unknown) => (cause as NodeJS.ErrnoException).code;

/**
 * Reads the key kept in a file; null when there is no such file.
 * @throws GatewayError `secret_key_unreadable`, `secret_key_corrupt`.
 */
export async function readKeyFile(file: string, kind = SIGNING_KEY): Promise<string | null> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return null;
    const message = `The ${kind.name} in ${file} cannot be read (${codeOf(cause)}).`;
    throw new GatewayError('secret_key_unreadable', message, { cause });
  });
  if (text === null) return null;
  const key = text.trim();
  if (kind.isKey(key)) return key;
  const found = key === '' ? 'is empty' : `does not hold ${kind.shape}`;
  throw new GatewayError(
    'secret_key_corrupt',
    `The ${kind.name} file ${file} ${found}. Restore it, set ${kind.variable}, or delete it to get a new key ` +
      `(${kind.loss}).`,
  );
}

/**
 * Makes a new key and puts it in the file, readable by the owner alone. The file is written aside and linked into place,
 * so that no process reads half a key and only one of two simultaneous starts wins.
 * @returns the key, or null when another start was faster.
 * @throws GatewayError `secret_key_unwritable`.
 */
export async function createKeyFile(file: string, kind = SIGNING_KEY): Promise<string | null> {
  const key = kind.make();
  const aside = `${file}.${randomUUID()}`;
  try {
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    await write(aside, key);
    return (await linkInto(file, aside, key)) ? key : null;
  } catch (cause) {
    const message =
      `A new ${kind.name} cannot be kept in ${file} (${codeOf(cause)}). ` +
      `Make the folder writable or set ${kind.variable}.`;
    throw new GatewayError('secret_key_unwritable', message, { cause });
  } finally {
    await unlink(aside).catch(() => undefined);
  }
}

async function write(file: string, key: string): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(`${key}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Links the file into place; false when another start has made it already. */
async function linkInto(file: string, aside: string, key: string): Promise<boolean> {
  try {
    await link(aside, file).catch(async (cause: unknown) => {
      // Some mounted volumes have no hard links: exclusive creation of the file still lets only one start win.
      if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(codeOf(cause) ?? '')) throw cause;
      await write(file, key);
    });
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
  await syncDirectory(dirname(file));
  return true;
}

/** Makes the file's name as durable as its content, on systems that let a folder be opened. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory).catch(() => null);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
