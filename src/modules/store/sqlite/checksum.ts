import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { GatewayError } from '../../model/gateway-error.js';

const OWNER_ONLY = 0o600;
/** A line of `sha256sum`: the digest, two spaces or a space and a star, the name. */
const LINE = /^([\da-f]{64}) [ *]/;

/** Names the file that holds the checksum of a backup. */
export const checksumFile = (file: string): string => `${file}.sha256`;

/**
 * Writes the SHA-256 of a backup beside it, in the form of `sha256sum`: SQLite's own check finds a damaged structure, but not a changed
 * byte within a value.
 *
 * @throws GatewayError `copy_failed`
 */
export async function writeChecksum(file: string): Promise<void> {
  const target = checksumFile(file);
  const aside = `${target}.partial`;
  try {
    const handle = await open(aside, 'w', OWNER_ONLY);
    try {
      await handle.writeFile(`${await digestOf(file)}  ${basename(file)}\n`);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(aside, target);
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined);
    const message = `The backup ${file} is made, but its checksum cannot be written to ${target} (${(error as Error).message}).`;
    throw new GatewayError('copy_failed', message, { cause: error });
  }
}

/** Compares a backup with the checksum beside it, where there is one. @throws GatewayError `copy_failed` */
export async function assertChecksum(file: string): Promise<void> {
  const source = checksumFile(file);
  if (!existsSync(source)) return;
  const text = await readFile(source, 'utf8').catch((error: Error) => {
    throw new GatewayError('copy_failed', `The checksum ${source} cannot be read (${error.message}).`);
  });
  const [, wanted] = LINE.exec(text) ?? [];
  const fault =
    wanted === undefined
      ? `${source} holds no SHA-256 checksum`
      : wanted === (await digestOf(file))
        ? null
        : `${file} differs from its checksum in ${source}: it was changed or damaged after the backup`;
  if (fault !== null)
    throw new GatewayError(
      'copy_failed',
      `${fault}. Restore another backup, or remove ${source} to restore this one unchecked.`,
    );
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
