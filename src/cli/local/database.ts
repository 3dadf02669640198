import { existsSync, rmSync } from 'node:fs';
import { readEnvFile } from '../../modules/config/env-file.js';
import { mergeVariables, readFileTwins } from '../../modules/config/file-twins.js';
import { Malformed } from '../../modules/config/malformed.js';
import { parseDatabaseUrl, type DatabaseTarget } from '../../modules/config/parse-database-url.js';
import { GatewayError } from '../../modules/model/gateway-error.js';
import { checksumFile, writeChecksum } from '../../modules/store/sqlite/checksum.js';
import { copyDatabase, type Copied, type OnProgress } from '../../modules/store/sqlite/copy.js';
import { restoreDatabase, type Restored } from '../../modules/store/sqlite/restore.js';
import { CliError, misuse } from '../cli-error.js';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const DEFAULT = 'sqlite:./data/gateway.db';

/** Finds the database of the gateway that would start here: DATABASE_URL of the environment, then of .env. @throws CliError */
export function databaseOf(given: string | undefined): DatabaseTarget {
  const target = parseDatabaseUrl((given ?? configured())?.trim() || DEFAULT);
  if (target instanceof Malformed) throw misuse(`The database URL cannot be used: it ${String(target)}`);
  return target;
}

function configured(): string | undefined {
  const { variables, faults } = readFileTwins(mergeVariables(readEnvFile('.env').variables, process.env));
  const fault = faults.find((text) => text.includes('DATABASE_URL'));
  if (fault !== undefined) throw misuse(fault.trim());
  return variables['DATABASE_URL'];
}

/** Backs a SQLite file up, and writes the checksum of the backup beside it. @throws CliError */
export function backUp(file: string, to: string, onProgress: OnProgress): Promise<Copied> {
  return interruptible(onProgress, async (progress) => {
    // The checksum of an earlier backup of that name goes first: this backup may be interrupted before it has its own.
    if (!existsSync(to)) rmSync(checksumFile(to), { force: true });
    const copied = await copyDatabase(file, to, progress);
    await writeChecksum(to);
    return copied;
  });
}

/** Restores a SQLite file. @throws CliError */
export function restore(backup: string, file: string, onProgress: OnProgress): Promise<Restored> {
  return interruptible(onProgress, (progress) => restoreDatabase(backup, file, Date.now(), progress));
}

/** Runs a copy that Ctrl-C or SIGTERM ends between two steps, so that the copy removes what is not complete. @throws CliError */
async function interruptible<T>(
  onProgress: OnProgress,
  work: (onProgress: OnProgress) => Promise<T>,
): Promise<T> {
  let interrupted = false;
  const interrupt = (): void => void (interrupted = true);
  for (const signal of SIGNALS) process.on(signal, interrupt);
  try {
    return await work((share) => {
      if (interrupted) throw new GatewayError('copy_failed', 'Interrupted: nothing was changed.');
      onProgress(share);
    });
  } catch (error) {
    throw error instanceof GatewayError ? new CliError(error.message) : error;
  } finally {
    for (const signal of SIGNALS) process.off(signal, interrupt);
  }
}
