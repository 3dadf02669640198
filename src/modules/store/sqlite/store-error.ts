import { GatewayError } from '../../model/gateway-error.js';

/** Codes of SQLite for errors of the disk or the file, rather than of the statement. */
const FAULT = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED|PROTOCOL|CORRUPT|NOTADB|NOMEM|PERM)/;
const CLOSED = 'The database connection is not open';

/** SQLite's own code (`SQLITE_FULL`, …) or an empty string. */
export function sqliteCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : '';
}

/** True for an error of the disk or the file: the same statement may succeed later. */
export function isStoreFault(error: unknown): boolean {
  return FAULT.test(sqliteCode(error)) || (error as Error | null)?.message === CLOSED;
}

/** Makes the error of a call after the store was closed. */
export function storeClosed(): GatewayError {
  return new GatewayError('store_unavailable', 'The store is closed.');
}

function sentence(code: string): string {
  if (code === 'SQLITE_FULL') return 'The disk of the database is full.';
  if (code.startsWith('SQLITE_BUSY')) return 'The database is locked by another program.';
  return code === '' ? 'The store is closed.' : `The database cannot be used at the moment (${code}).`;
}

/** Translates errors of the store to `store_full` or `store_unavailable`; any other error is a bug and stays as it is. */
export function storeError(error: unknown): unknown {
  if (!isStoreFault(error)) return error;
  const code = sqliteCode(error);
  const kind = code === 'SQLITE_FULL' ? 'store_full' : 'store_unavailable';
  return new GatewayError(kind, sentence(code), { cause: error });
}

/** Runs a read and translates its errors. */
export async function reading<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}
