import { randomInt } from 'node:crypto';
import { LAST_BUCKET } from '../../model/durations.js';
import { ERROR_CODE_MAX, STEPS_MS, type Backlog, type QueueSample } from '../statistics.js';
import type { Database, Statement } from './database.js';

const STEPS = STEPS_MS.map((ms) => `(${ms})`).join(', ');

/**
 * Parts of a `with` that add the deliveries settled by a statement to the minute and the hour: two rows for each endpoint.
 *
 * @param settled rows with `endpoint_id`, `state`, `outcome` and `bucket` of each settled delivery
 * @param shard the placeholder of the shard
 */
export function addCounts(settled: string, shard: string): string {
  return `outcomes as materialized (select endpoint_id, state, outcome, bucket from ${settled}
      where outcome is not null or state <> 'pending'),
    tallied as materialized (
      select o.endpoint_id, count(*) filter (where o.state = 'delivered')::int as delivered,
        count(*) filter (where o.state = 'failed')::int as failed,
        count(*) filter (where o.state = 'pending')::int as retried,
        count(*) filter (where o.state = 'cancelled')::int as cancelled,
        array(select count(x.bucket)::int from generate_series(0, ${LAST_BUCKET}) as b (nth)
          left join outcomes x on x.bucket = b.nth and x.endpoint_id = o.endpoint_id
          group by b.nth order by b.nth) as durations
      from outcomes o group by o.endpoint_id),
    added as (
      insert into delivery_statistics as s (step_ms, at, endpoint_id, part, delivered, failed, retried, cancelled,
        durations)
      select step.ms, moment.now - moment.now % step.ms, endpoint_id, ${shard}::int, delivered, failed, retried,
        cancelled, durations
      from tallied, moment, (values ${STEPS}) as step (ms)
      on conflict (step_ms, at, endpoint_id, part) do update set
        delivered = s.delivered + excluded.delivered, failed = s.failed + excluded.failed,
        retried = s.retried + excluded.retried, cancelled = s.cancelled + excluded.cancelled,
        durations = array(select s.durations[i] + excluded.durations[i]
          from generate_series(1, ${LAST_BUCKET + 1}) as i))`;
}

/**
 * A part of a `with` that follows {@link addCounts}: it corrects the steps in which redelivered deliveries had failed
 * before. It writes to a shard of its own, as no statement may change one row twice.
 *
 * @param settled rows with `endpoint_id`, `state` and `failed_at` of each settled delivery
 */
export function addCorrections(settled: string, shard: string): string {
  return `corrected as (
      insert into delivery_statistics as s (step_ms, at, endpoint_id, part, delivered, failed, retried, cancelled,
        durations, repaired)
      select step.ms, o.failed_at - o.failed_at % step.ms, o.endpoint_id, -1 - ${shard}::int, 0,
        -(count(*) filter (where o.state = 'failed'))::int, 0, 0, array_fill(0, array[${LAST_BUCKET + 1}]),
        (count(*) filter (where o.state = 'delivered'))::int
      from (select endpoint_id, state, failed_at from ${settled}
        where failed_at is not null and state in ('delivered', 'failed')) o, (values ${STEPS}) as step (ms)
      group by 1, 2, 3
      on conflict (step_ms, at, endpoint_id, part) do update set
        failed = s.failed + excluded.failed, repaired = s.repaired + excluded.repaired)`;
}

/**
 * A part of a `with` that counts the failed attempts of a statement by error code.
 *
 * @param settled rows with `endpoint_id`, `outcome` and `error_code` of each settled delivery
 */
export function addErrors(settled: string, shard: string): string {
  return `erred as (
      insert into attempt_errors as s (step_ms, at, endpoint_id, code, part, attempts)
      select step.ms, moment.now - moment.now % step.ms, o.endpoint_id, left(o.error_code, ${ERROR_CODE_MAX}),
        ${shard}::int, count(*)::int
      from (select endpoint_id, error_code from ${settled} where outcome is not null and error_code <> '') o,
        moment, (values ${STEPS}) as step (ms)
      group by 1, 2, 3, 4
      on conflict (step_ms, at, endpoint_id, code, part) do update set attempts = s.attempts + excluded.attempts)`;
}

/**
 * Deliveries that ended without an attempt, for {@link addCounts}; the part `gone` has the `endpoint_id` of each, and the `state` where
 * none is given.
 */
export function unattempted(state?: 'cancelled' | 'failed' | 'delivered'): string {
  const given = state === undefined ? '' : `'${state}' as state,`;
  return `(select gone.*, ${given} null::text as outcome, null::int as bucket from gone) as one`;
}

/**
 * Numbers the shards of the counters: every transaction under way adds to rows of its own, so that none waits for another's
 * commit. The numbers of a process begin at random: two processes hardly ever share one, and would only wait for each other.
 */
export class CounterShards {
  readonly #free: number[] = [];
  #next = randomInt(0, 2 ** 30);

  async with<T>(work: (shard: number) => Promise<T>): Promise<T> {
    const shard = this.#free.pop() ?? this.#next++;
    try {
      return await work(shard);
    } finally {
      this.#free.push(shard);
    }
  }
}

const RECORD_BACKLOG: Statement = {
  name: 'record-backlog',
  text: `
    with moment as materialized (select gateway_now() as now),
    steps as materialized (select ms, moment.now - moment.now % ms as at from moment, (values ${STEPS}) as step (ms)),
    queued as (
      insert into endpoint_queues as q (step_ms, at, endpoint_id, queued, oldest_ms)
      select steps.ms, steps.at, one.endpoint_id, one.queued, one.oldest_ms
      from steps, unnest($3::uuid[], $4::int[], $5::bigint[]) as one (endpoint_id, queued, oldest_ms)
      on conflict (step_ms, at, endpoint_id) do update set
        queued = greatest(q.queued, excluded.queued), oldest_ms = greatest(q.oldest_ms, excluded.oldest_ms))
    insert into backlog as b (step_ms, at, waiting, past_due, queues)
    select ms, at, $1::int, $2::int, cardinality($3::uuid[]) from steps
    on conflict (step_ms, at) do update set
      waiting = greatest(b.waiting, excluded.waiting), past_due = greatest(b.past_due, excluded.past_due),
      queues = greatest(b.queues, excluded.queues)`,
};

/** Keeps the largest backlog of each step, and the longest queue of each endpoint in it. */
export async function recordBacklog(
  database: Database,
  { waiting, pastDue }: Backlog,
  queues: readonly QueueSample[],
): Promise<void> {
  const of = <Name extends keyof QueueSample>(name: Name): QueueSample[Name][] =>
    queues.map((one) => one[name]);
  await database.run(RECORD_BACKLOG, [waiting, pastDue, of('endpointId'), of('queued'), of('oldestMs')]);
}
