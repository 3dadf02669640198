import { randomInt } from 'node:crypto';
import { LAST_BUCKET } from '../../model/durations.js';
import {
  STEPS_MS,
  type Backlog,
  type BacklogRow,
  type StatisticsQuery,
  type StatisticsRow,
} from '../statistics.js';
import type { Database, Statement } from './database.js';

const STEPS = STEPS_MS.map((ms) => `(${ms})`).join(', ');

/**
 * Parts of a `with` that add what a statement has settled to the minute and the hour: two rows for each endpoint.
 *
 * @param settled rows with `endpoint_id`, `state`, `outcome` and `bucket` of each settled delivery
 * @param part the place of the writer's own part
 */
export function addCounts(settled: string, part: string): string {
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
      select step.ms, moment.now - moment.now % step.ms, endpoint_id, ${part}::int, delivered, failed, retried,
        cancelled, durations
      from tallied, moment, (values ${STEPS}) as step (ms)
      on conflict (step_ms, at, endpoint_id, part) do update set
        delivered = s.delivered + excluded.delivered, failed = s.failed + excluded.failed,
        retried = s.retried + excluded.retried, cancelled = s.cancelled + excluded.cancelled,
        durations = array(select s.durations[i] + excluded.durations[i]
          from generate_series(1, ${LAST_BUCKET + 1}) as i))`;
}

/**
 * A part of a `with` that follows {@link addCounts}: what the end of redelivered deliveries changes where they had
 * failed before. It adds to a part of its own, as no statement may touch one row twice.
 *
 * @param settled rows with `endpoint_id`, `state` and `failed_at` of each settled delivery
 */
export function addCorrections(settled: string, part: string): string {
  return `corrected as (
      insert into delivery_statistics as s (step_ms, at, endpoint_id, part, delivered, failed, retried, cancelled,
        durations, repaired)
      select step.ms, o.failed_at - o.failed_at % step.ms, o.endpoint_id, -1 - ${part}::int, 0,
        -(count(*) filter (where o.state = 'failed'))::int, 0, 0, array_fill(0, array[${LAST_BUCKET + 1}]),
        (count(*) filter (where o.state = 'delivered'))::int
      from (select endpoint_id, state, failed_at from ${settled}
        where failed_at is not null and state in ('delivered', 'failed')) o, (values ${STEPS}) as step (ms)
      group by 1, 2, 3
      on conflict (step_ms, at, endpoint_id, part) do update set
        failed = s.failed + excluded.failed, repaired = s.repaired + excluded.repaired)`;
}

/** What ended without an attempt, as {@link addCounts} takes it; the part `gone` has the `endpoint_id` of each. */
export function unattempted(state: 'cancelled' | 'failed'): string {
  return `(select gone.*, '${state}' as state, null::text as outcome, null::int as bucket from gone) as one`;
}

/**
 * Every transaction under way adds to rows of its own, so that none waits for another's commit. The numbers of a process
 * begin at a random place: those of two processes hardly ever meet, and would only wait for each other.
 */
export class CounterShards {
  readonly #free: number[] = [];
  #next = randomInt(0, 2 ** 30);

  async with<T>(work: (part: number) => Promise<T>): Promise<T> {
    const part = this.#free.pop() ?? this.#next++;
    try {
      return await work(part);
    } finally {
      this.#free.push(part);
    }
  }
}

const READ: Statement = {
  name: 'statistics',
  text: `
    select at, endpoint_id as "endpointId", delivered, failed, retried, cancelled, repaired, durations
    from delivery_statistics
    where step_ms = $1::int and at >= $2::bigint and at < $3::bigint and ($4::uuid is null or endpoint_id = $4::uuid)`,
};

/** Rows of one step and endpoint add up. */
export function readStatistics(
  database: Database,
  { stepMs, from, to, endpointId }: StatisticsQuery,
): Promise<StatisticsRow[]> {
  return database.run<StatisticsRow>(READ, [stepMs, from, to, endpointId]);
}

const RECORD_BACKLOG: Statement = {
  name: 'record-backlog',
  text: `
    with moment as materialized (select gateway_now() as now)
    insert into backlog as b (step_ms, at, waiting, past_due)
    select step.ms, moment.now - moment.now % step.ms, $1::int, $2::int
    from moment, (values ${STEPS}) as step (ms)
    on conflict (step_ms, at) do update set
      waiting = greatest(b.waiting, excluded.waiting), past_due = greatest(b.past_due, excluded.past_due)`,
};

export async function recordBacklog(database: Database, { waiting, pastDue }: Backlog): Promise<void> {
  await database.run(RECORD_BACKLOG, [waiting, pastDue]);
}

const READ_BACKLOG: Statement = {
  name: 'backlog',
  text: `
    select at, waiting, past_due as "pastDue" from backlog
    where step_ms = $1::int and at >= $2::bigint and at < $3::bigint`,
};

export function readBacklog(
  database: Database,
  { stepMs, from, to }: Omit<StatisticsQuery, 'endpointId'>,
): Promise<BacklogRow[]> {
  return database.run<BacklogRow>(READ_BACKLOG, [stepMs, from, to]);
}
