import pg from 'pg';
import { GatewayError } from '../../model/gateway-error.js';

/**
 * SQLSTATEs after which the same statement may pass later: connection, resources and disk (08, 53, 58), the server
 * going or coming (57), read-only, damaged, locked, cut off in the middle of a transaction, refused to this user at the
 * moment, database away.
 */
const FAULT = /^(08|53|57|58|XX00[12]|25006|25P0[34]|55P03|40001|40P01|28|3D000)/;
const DISK_FULL = '53100';
/** The session was ended by the server, also because a transaction in it stood still (25P03) or took too long (25P04). */
const ENDED = /^(08|57P0|25P0[34])/;
/** Another transaction was in the way; at once it may pass. */
const IN_THE_WAY = /^(40001|40P01|55P03)$/;
/** Messages of pg's errors that have no code. */
const CONNECTION = /terminated|timeout|not queryable|connection|calling end/i;

/** The SQLSTATE, the system's code (`ECONNRESET`), or an empty string. */
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

/** True where the connection is of no more use. */
export function isBroken(error: unknown): boolean {
  return error instanceof pg.DatabaseError ? ENDED.test(errorCode(error)) : isFault(error);
}

export function isInTheWay(error: unknown): boolean {
  return error instanceof pg.DatabaseError && IN_THE_WAY.test(errorCode(error));
}

export function storeClosed(): GatewayError {
  return new GatewayError('store_unavailable', 'The store is closed.');
}

/** A later call of the same caller has been answered already: what this one says is no longer true. */
export function overtaken(): GatewayError {
  return new GatewayError('store_unavailable', 'The call was overtaken by a later one.');
}

/** What the server says beside the message quotes rows: payloads are for no log. */
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
 * What callers see of a statement that failed: `store_full` or `store_unavailable` for a fault of the store, anything else is a bug.
 */
export function statementError(error: unknown): unknown {
  withoutRows(error);
  if (error instanceof GatewayError) return error;
  if (isBroken(error)) return new ConnectionLost(error);
  return isFault(error) ? unavailable(error) : error;
}
