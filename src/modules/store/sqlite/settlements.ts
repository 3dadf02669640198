import type { Database } from 'better-sqlite3';
import type { Attempt, DeliveryState, NextState, Settlement } from '../../model/delivery.js';
import { SUPERSEDED } from '../../model/conversation.js';
import { GROUPED } from '../../model/digest.js';
import { joinDigests } from '../sql/join-digests.js';
import { runScript } from '../sql/sql-runner.js';
import { Conversations } from './conversations.js';
import type { Settled } from '../delivery-queue.js';
import type { SettledCounts } from '../statistics.js';
import type { SqliteTexts } from './sql-text.js';
import { named, Prepared } from './statement.js';

const ATTEMPT_COLUMNS = `delivery_id, number, started_at, duration_ms, recorded_at, status, outcome, error_code,
  error_message, response_body, response_headers, form, note, batch_id, batch_size`;

interface SettleArgs {
  readonly id: string;
  readonly token: string;
  /** 1 where an attempt is recorded. */
  readonly attempts: 0 | 1;
  /** 1 where the attempt does not count against the retries. */
  readonly spared: 0 | 1;
  readonly state: DeliveryState;
  readonly dueAt: number | null;
  readonly readyAt: number | null;
  readonly settledAt: number | null;
  readonly reason: string | null;
  /** JSON; null: as before. */
  readonly unreached: string | null;
}

function statements(writer: Database) {
  return {
    settle: new Prepared<SettleArgs, { endpoint_id: string; failed_at: number | null }>(
      writer,
      `update deliveries set
         state = @state,
         attempts = attempts + @attempts,
         retry_base = retry_base + @spared,
         next_attempt_at = @dueAt,
         ready_at = @readyAt,
         lease_token = null,
         lease_until = null,
         settled_at = @settledAt,
         reason = @reason,
         unreached = case @state when 'delivered' then null else coalesce(@unreached, unreached) end
       where id = @id and state = 'sending' and lease_token = @token
       returning endpoint_id, failed_at`,
    ),
    supersede: new Prepared<
      { id: string; token: string; ids: string; now: number },
      { id: string; endpoint_id: string }
    >(
      writer,
      `update deliveries set state = 'delivered', next_attempt_at = null, settled_at = @now, reason = '${SUPERSEDED}'
       where id in (select value from json_each(@ids)) and state = 'pending'
         and exists (select 1 from deliveries where id = @id and state = 'sending' and lease_token = @token)
       returning id, endpoint_id`,
    ),
    members: new Prepared<{ id: string }, { failed_at: number | null }>(
      writer,
      `select failed_at from deliveries where grouped_in = @id and state = 'pending' and reason = '${GROUPED}'`,
    ),
    record: new Prepared<ReturnType<typeof attemptRow>>(
      writer,
      `insert into attempts (${ATTEMPT_COLUMNS}) values (${named(ATTEMPT_COLUMNS)})`,
    ),
  };
}

function attemptRow(deliveryId: string, attempt: Attempt, now: number) {
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
    batch_id: attempt.batch?.id ?? null,
    batch_size: attempt.batch?.size ?? null,
  };
}

function nextColumns(
  next: NextState,
  now: number,
): Pick<SettleArgs, 'state' | 'dueAt' | 'readyAt' | 'settledAt' | 'reason'> {
  const readyInMs = next.state === 'pending' ? next.readyInMs : undefined;
  return {
    state: next.state,
    dueAt: next.state === 'pending' ? dueFrom(next, now) : null,
    readyAt: readyInMs === undefined ? null : now + readyInMs,
    settledAt: next.state === 'pending' ? null : now,
    reason: ('reason' in next && next.reason) || null,
  };
}

/** The due time by the clock of the file: the time of day may have been set back since `dueAt` was computed. */
function dueFrom({ dueAt, inMs }: Extract<NextState, { state: 'pending' }>, now: number): number {
  return inMs === undefined ? dueAt : now + inMs;
}

/** Writes settlements, row by row inside the transaction of the caller. */
export class Settlements {
  readonly #do: ReturnType<typeof statements>;
  readonly #conversations: Conversations;
  readonly #texts: SqliteTexts;

  /** @param texts of the same connection */
  constructor(writer: Database, texts: SqliteTexts) {
    this.#texts = texts;
    this.#do = statements(writer);
    this.#conversations = new Conversations(writer);
  }

  /**
   * Records the attempt and the next state, and adds them to `counts`. Writes nothing where the lease is no longer held.
   *
   * @param now Unix ms
   */
  write(settlement: Settlement, now: number, counts: SettledCounts): Settled {
    const {
      deliveryId,
      leaseToken,
      attempt,
      spared = false,
      next,
      conversation,
      superseded,
      join,
      unreached,
    } = settlement;
    // Deliveries that wait in a digest share the end of its carrier, by a trigger.
    const members = settlement.carries && isEnd(next) ? this.#do.members.all({ id: deliveryId }) : [];
    // Superseded deliveries end before the delivery that they wait behind, so that it passes its turn on once.
    const behind = superseded ? this.#supersede(settlement, superseded, now) : [];
    const row = this.#do.settle.get({
      id: deliveryId,
      token: leaseToken,
      attempts: attempt === null ? 0 : 1,
      spared: spared ? 1 : 0,
      ...nextColumns(next, now),
      unreached: unreached ? JSON.stringify(unreached) : null,
    });
    if (row === undefined) return false;
    counts.add(row.endpoint_id, { attempt, next }, row.failed_at);
    for (const { endpoint_id } of behind) counts.add(endpoint_id, { attempt: null, next });
    for (const { failed_at } of members) counts.add(row.endpoint_id, { attempt: null, next }, failed_at);
    if (attempt !== null) this.#do.record.run(attemptRow(deliveryId, attempt, now));
    if (conversation) this.#conversations.write(deliveryId, conversation, now);
    if (join) runScript(joinDigests([{ ...settlement, join }]), (write) => this.#texts.query(write));
    return superseded ? behind.map(({ id }) => id) : true;
  }

  /** Ends the superseded deliveries that are still pending, where the lease of the settlement is held. */
  #supersede({ deliveryId: id, leaseToken: token }: Settlement, ids: readonly string[], now: number) {
    return this.#do.supersede.all({ id, token, ids: JSON.stringify(ids), now });
  }
}

/** True where the end is that of the members too; those of a cancelled digest are freed. */
function isEnd({ state }: NextState): boolean {
  return state === 'delivered' || state === 'failed';
}
