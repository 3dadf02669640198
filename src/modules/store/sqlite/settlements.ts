import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { Attempt, DeliveryState, NextState, Settlement } from '../../model/delivery.js';
import type { SettledCounts } from '../statistics.js';
import type { NewAttemptRow } from './schema.js';
import { arg, argsFor, builderFor, prepare } from './statement.js';

const ATTEMPT_COLUMNS = [
  'delivery_id',
  'number',
  'started_at',
  'duration_ms',
  'recorded_at',
  'status',
  'outcome',
  'error_code',
  'error_message',
  'response_body',
  'response_headers',
  'form',
  'note',
] as const;

interface SettleArgs {
  id: string;
  token: string;
  attempts: 0 | 1;
  spared: 0 | 1;
  state: DeliveryState;
  dueAt: number | null;
  settledAt: number | null;
  reason: string | null;
}

function settleStatement(writer: Database) {
  return prepare<SettleArgs, { endpoint_id: string; failed_at: number | null }>(
    writer,
    builderFor(writer)
      .updateTable('deliveries')
      .set({
        state: arg<DeliveryState>('state'),
        attempts: sql<number>`attempts + ${arg('attempts')}`,
        retry_base: sql<number>`retry_base + ${arg('spared')}`,
        next_attempt_at: arg<number | null>('dueAt'),
        lease_token: sql.lit(null),
        lease_until: sql.lit(null),
        settled_at: arg<number | null>('settledAt'),
        reason: arg<string | null>('reason'),
      })
      .where('id', '=', arg<string>('id'))
      .where('state', '=', sql.lit('sending'))
      .where('lease_token', '=', arg<string>('token'))
      .returning(['endpoint_id', 'failed_at']),
  );
}

function attemptStatement(writer: Database) {
  return prepare<NewAttemptRow>(
    writer,
    builderFor(writer).insertInto('attempts').values(argsFor<NewAttemptRow>(ATTEMPT_COLUMNS)),
  );
}

function attemptRow(deliveryId: string, attempt: Attempt, now: number): NewAttemptRow {
  return {
    delivery_id: deliveryId,
    number: attempt.number,
    started_at: attempt.startedAt,
    duration_ms: attempt.durationMs,
    recorded_at: now,
    status: attempt.status,
    outcome: attempt.outcome,
    error_code: attempt.errorCode,
    error_message: attempt.errorMessage,
    response_body: attempt.responseBody,
    response_headers: attempt.responseHeaders ?? null,
    form: attempt.form ?? null,
    note: attempt.note ?? null,
  };
}

function nextColumns(
  next: NextState,
  now: number,
): Pick<SettleArgs, 'state' | 'dueAt' | 'settledAt' | 'reason'> {
  return {
    state: next.state,
    dueAt: next.state === 'pending' ? dueFrom(next, now) : null,
    settledAt: next.state === 'pending' ? null : now,
    reason: 'reason' in next ? next.reason : null,
  };
}

/** By the clock that the file goes by: between reckoning and writing the time of day may have been set back. */
function dueFrom({ dueAt, inMs }: Extract<NextState, { state: 'pending' }>, now: number): number {
  return inMs === undefined ? dueAt : now + inMs;
}

/** Writes what became of a delivery, provided its lease is still held. */
export class Settlements {
  readonly #settle: ReturnType<typeof settleStatement>;
  readonly #attempt: ReturnType<typeof attemptStatement>;

  constructor(writer: Database) {
    this.#settle = settleStatement(writer);
    this.#attempt = attemptStatement(writer);
  }

  /**
   * To be called inside a transaction; what was settled is added to `counts`. Returns false, and writes nothing, when the
   * lease is another's or nobody's.
   */
  write(settlement: Settlement, now: number, counts: SettledCounts): boolean {
    const { deliveryId, leaseToken, attempt, spared = false, next } = settlement;
    const row = this.#settle.get({
      id: deliveryId,
      token: leaseToken,
      attempts: attempt === null ? 0 : 1,
      spared: spared ? 1 : 0,
      ...nextColumns(next, now),
    });
    if (row === undefined) return false;
    counts.add(row.endpoint_id, { attempt, next }, row.failed_at);
    if (attempt !== null) this.#attempt.run(attemptRow(deliveryId, attempt, now));
    return true;
  }
}
