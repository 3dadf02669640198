import { isOrdered, type Settlement } from '../../model/delivery.js';
import { bucketOf } from '../../model/durations.js';
import { writeConversations } from './conversations.js';
import { writeDigests } from './digests.js';
import type { Settled } from '../delivery-queue.js';
import { endedWith, endSuperseded } from './superseded.js';
import type { Database, Run, Statement } from './database.js';
import { addCorrections, addCounts, addErrors, CounterShards } from './statistics-writer.js';
import { ConnectionLost } from './store-error.js';
import { optionalText, text } from './text.js';
import { lockOrderKeysOf } from './order-keys.js';

/**
 * Settles a whole batch. Rows are locked in the order of their ids, as everywhere. Only deliveries that are being sent
 * have a `lease_until`: with that condition, and none on the state, the planner can use the primary key alone.
 */
const SETTLE: Statement = {
  name: 'settle',
  text: `
    with moment as materialized (select gateway_now() as now),
    given as materialized (
      select * from unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[], $6::int[], $7::bigint[],
        $8::bigint[], $9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[],
        $16::int[], $17::bigint[], $18::text[], $19::boolean[], $20::bigint[], $21::uuid[], $22::int[], $23::text[])
      with ordinality
      as g (id, token, state, due_at, reason, number, started_at, duration_ms, status, outcome, error_code,
        error_message, response_body, response_headers, form, bucket, in_ms, note, spared, ready_in_ms, batch_id, batch_size, unreached,
        nth)),
    held as materialized (
      select given.nth, d.id from given join deliveries d on d.id = given.id
      where d.lease_until is not null and d.lease_token = given.token
      order by d.id for update of d),
    settled as (
      update deliveries d set
        state = given.state,
        attempts = d.attempts + (given.outcome is not null)::int,
        retry_base = d.retry_base + given.spared::int,
        next_attempt_at = coalesce(moment.now + given.in_ms, given.due_at),
        ready_at = moment.now + given.ready_in_ms,
        lease_until = null,
        settled_at = case when given.state <> 'pending' then moment.now end,
        reason = given.reason,
        unreached = case given.state when 'delivered' then null else coalesce(given.unreached, d.unreached) end
      from held join given on given.nth = held.nth, moment
      where d.id = held.id and d.lease_until is not null and d.lease_token = given.token
      returning given.nth, d.endpoint_id, d.failed_at),
    recorded as (
      insert into attempts (delivery_id, number, started_at, duration_ms, recorded_at, status, outcome, error_code,
        error_message, response_body, response_headers, form, note, batch_id, batch_size)
      select id, number, started_at, duration_ms, now, status, outcome, error_code, error_message, response_body,
        response_headers, form, note, batch_id, batch_size
      from given join settled using (nth), moment
      where outcome is not null
      order by nth),
    ${addCounts('settled join given using (nth)', '$24')},
    ${addCorrections('settled join given using (nth)', '$24')},
    ${addErrors('settled join given using (nth)', '$24')}
    select nth from settled`,
};

/** A settled delivery keeps the token it was settled under, until it is claimed or rescued. */
const SETTLED_BY: Statement = {
  name: 'settled-by',
  text: `
    select g.nth from unnest($1::uuid[], $2::text[]) with ordinality as g (id, token, nth)
    join deliveries d on d.id = g.id
    where d.lease_until is null and d.lease_token = g.token`,
};

function columns(settlements: readonly Settlement[]): unknown[][] {
  const attempts = settlements.map(({ attempt }) => attempt);
  const whole = (value: number | undefined) => (value === undefined ? null : Math.round(value));
  return [
    settlements.map(({ deliveryId }) => deliveryId),
    settlements.map(({ leaseToken }) => text(leaseToken)),
    settlements.map(({ next }) => next.state),
    settlements.map(({ next }) => (next.state === 'pending' ? Math.round(next.dueAt) : null)),
    settlements.map(({ next }) => ('reason' in next && next.reason ? text(next.reason) : null)),
    attempts.map((attempt) => attempt?.number ?? null),
    attempts.map((attempt) => whole(attempt?.startedAt)),
    attempts.map((attempt) => whole(attempt?.durationMs)),
    attempts.map((attempt) => attempt?.status ?? null),
    attempts.map((attempt) => attempt?.outcome ?? null),
    attempts.map((attempt) => optionalText(attempt?.errorCode ?? null)),
    attempts.map((attempt) => optionalText(attempt?.errorMessage ?? null)),
    attempts.map((attempt) => optionalText(attempt?.responseBody ?? null)),
    attempts.map((attempt) => optionalText(attempt?.responseHeaders ?? null)),
    attempts.map((attempt) => attempt?.form ?? null),
    attempts.map((attempt) => (attempt ? bucketOf(attempt.durationMs) : null)),
    settlements.map(({ next }) => (next.state === 'pending' ? whole(next.inMs) : null)),
    attempts.map((attempt) => optionalText(attempt?.note ?? null)),
    settlements.map(({ spared = false }) => spared),
    settlements.map(({ next }) => (next.state === 'pending' ? whole(next.readyInMs) : null)),
    attempts.map((attempt) => attempt?.batch?.id ?? null),
    attempts.map((attempt) => attempt?.batch?.size ?? null),
    settlements.map(({ unreached }) => (unreached ? text(JSON.stringify(unreached)) : null)),
  ];
}

const keyOf = ({ deliveryId, leaseToken }: Settlement) => `${deliveryId} ${leaseToken}`;

/** The rows that one statement has settled. */
interface Written {
  readonly keys: ReadonlySet<string>;
  /** Ids of the superseded deliveries that ended with these settlements. */
  readonly ended: readonly string[];
}

/** Writes a batch of settlements in one statement. */
export class Settlements {
  readonly #database: Database;
  /** Settlements sent when the connection was lost, and not answered since: they may have been written. */
  readonly #doubtful = new Set<string>();
  readonly #shards = new CounterShards();

  constructor(database: Database) {
    this.#database = database;
  }

  /** Writes the settlements. If the connection is lost midway, this or a later call of a settlement reads what was written. */
  async write(settlements: readonly Settlement[]): Promise<Settled[]> {
    try {
      return await this.#write(settlements);
    } catch (error) {
      if (!(error instanceof ConnectionLost)) throw error;
      for (const settlement of settlements) this.#doubtful.add(keyOf(settlement));
      return this.#write(settlements);
    }
  }

  async #write(settlements: readonly Settlement[]): Promise<Settled[]> {
    const firsts = new Map<string, number>();
    settlements.forEach((settlement, at) => {
      if (!firsts.has(keyOf(settlement))) firsts.set(keyOf(settlement), at);
    });
    const indexes = [...firsts.values()];
    const given = indexes.map((at) => settlements[at]!);
    const now = await this.#shards.with((shard) => this.#settle(given, [...columns(given), shard]));
    const before = await this.#writtenBefore(given.filter((one) => !now.keys.has(keyOf(one))));
    for (const key of firsts.keys()) this.#doubtful.delete(key);
    const ended = new Set([...now.ended, ...before.ended]);
    return settlements.map((one, at) => {
      const key = keyOf(one);
      // Only the first of equal settlements counts as written.
      if (firsts.get(key) !== at || !(now.keys.has(key) || before.keys.has(key))) return false;
      return one.superseded?.filter((id) => ended.has(id)) ?? true;
    });
  }

  /**
   * Locks the order keys whose first delivery ends, because its successor falls due in the same transaction, and those whose conversation
   * changes.
   */
  async #settle(given: readonly Settlement[], values: unknown[]): Promise<Written> {
    const locked = given.filter(
      (one) =>
        isOrdered(one) &&
        (one.next.state !== 'pending' || one.conversation !== undefined || one.join !== undefined),
    );
    const isPlain = locked.length === 0 && !given.some(({ join, carries }) => join ?? carries);
    if (isPlain) return { keys: await this.#keys(SETTLE, values, given), ended: [] };
    return this.#database.transaction(async (run) => {
      await lockOrderKeysOf(
        run,
        locked.map(({ deliveryId }) => deliveryId),
      );
      const keys = await this.#keys(SETTLE, values, given, run);
      const written = given.filter((one) => keys.has(keyOf(one)));
      await writeConversations(run, written);
      const ended = await endSuperseded(run, written, values.at(-1) as number);
      await writeDigests(run, written, values.at(-1) as number);
      return { keys, ended };
    });
  }

  async #writtenBefore(refused: readonly Settlement[]): Promise<Written> {
    const doubtful = refused.filter((settlement) => this.#doubtful.has(keyOf(settlement)));
    if (doubtful.length === 0) return { keys: new Set(), ended: [] };
    const refs = [doubtful.map(({ deliveryId }) => deliveryId), doubtful.map(({ leaseToken }) => leaseToken)];
    const keys = await this.#keys(SETTLED_BY, refs, doubtful);
    const written = doubtful.filter((one) => keys.has(keyOf(one)));
    return { keys, ended: await endedWith(this.#database.run, written) };
  }

  async #keys(
    statement: Statement,
    values: unknown[],
    of: readonly Settlement[],
    run: Run = this.#database.run,
  ): Promise<Set<string>> {
    const rows = await run<{ nth: number }>(statement, values);
    return new Set(rows.map(({ nth }) => keyOf(of[nth - 1]!)));
  }
}
