import pg from 'pg';
import { GatewayError } from '../../model/gateway-error.js';

/**
 * SQLSTATEs after which the same statement may pass later: connection, resources and disk (08, 53, 58), the server
 * going or coming (57), read-only, damaged, locked, cut off in the middle of a transaction, refused to this user at the
 * moment, database away.
 */
const FAULT = /^(08|53|57|58|XX00[12]|25006|25P0[34]|55P03|40001|40P01|28|3D000)/;
const DISK_FULL = '53100';
/** SQLSTATEs of a session that the server ended, also for an idle (25P03) or too long (25P04) transaction. */
const ENDED = /^(08|57P0|25P0[34])/;
/** SQLSTATEs of a conflict with another transaction: the same statement may pass at once. */
const IN_THE_WAY = /^(40001|40P01|55P03)$/;
/** Messages of pg's errors that have no code. */
const CONNECTION = /terminated|timeout|not queryable|connection|calling end/i;

/** Returns the SQLSTATE, the system's code (`ECONNRESET`), or an empty string. */
export function errorCode(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : '';
}

/** The connection broke while a statement was under way: whether it was committed is not known. */
export class ConnectionLost extends GatewayError {
  constructor(cause: unknown) {
    super('store_unavailable', `The connection to the database was lost (${reason(cause)}).`, { cause });
  }
}

function reason(error: unknown): string {
  return errorCode(error) || (error as Error).message;
}

function isFault(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return FAULT.test(errorCode(error));
  return (
    /^E(?!RR_)[A-Z_]+$/.test(errorCode(error)) || CONNECTION.test((error as Error | null)?.message ?? '')
  );
}

/** True where the connection can no longer be used. */
export function isBroken(error: unknown): boolean {
  return error instanceof pg.DatabaseError ? ENDED.test(errorCode(error)) : isFault(error);
}

/** True for a conflict with another transaction: the same statement may pass at once. */
export function isInTheWay(error: unknown): boolean {
  return error instanceof pg.DatabaseError && IN_THE_WAY.test(errorCode(error));
}

/** Makes the error of a call after the store was closed. */
export function storeClosed(): GatewayError {
  return new GatewayError('store_unavailable', 'The store is closed.');
}

/** The error of a call that arrived after a later call of the same caller was answered: its content is outdated. */
export function overtaken(): GatewayError {
  return new GatewayError('store_unavailable', 'The call was overtaken by a later one.');
}

/** Removes the parts of the server's error that quote rows: payloads must not be logged. */
function withoutRows(error: unknown): unknown {
  if (error instanceof pg.DatabaseError) error.detail = error.where = error.internalQuery = undefined;
  return error;
}

function unavailable(cause: unknown): GatewayError {
  if (errorCode(cause) === DISK_FULL) {
    return new GatewayError('store_full', 'The disk of the database is full.', { cause });
  }
  const sentence = `The database cannot be used at the moment (${reason(cause)}).`;
  return new GatewayError('store_unavailable', sentence, { cause });
}

/** The error of a call for which no connection was available: nothing was sent. */
export function connectError(error: unknown): GatewayError {
  return unavailable(error);
}

/**
 * Translates the error of a statement: `store_full` or `store_unavailable` for an error of the store; any other error is a
 * bug and stays as it is.
 */
export function statementError(error: unknown): unknown {
  withoutRows(error);
  if (error instanceof GatewayError) return error;
  if (isBroken(error)) return new ConnectionLost(error);
  return isFault(error) ? unavailable(error) : error;
}
