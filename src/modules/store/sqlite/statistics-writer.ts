import type { Database } from 'better-sqlite3';
import { addBuckets } from '../../model/durations.js';
import {
  nothingSettled,
  STEPS_MS,
  type Backlog,
  type QueueSample,
  type SettledCounts,
  type SettledSums,
} from '../statistics.js';
import { Prepared } from './statement.js';

interface Key {
  readonly step: number;
  readonly at: number;
  readonly endpoint: string;
}

type Counts = Omit<SettledSums, 'durations'> & { readonly durations: string };

function statements(writer: Database) {
  return {
    durations: new Prepared<Key, { durations: string }>(
      writer,
      'select durations from delivery_statistics where step_ms = @step and at = @at and endpoint_id = @endpoint',
    ),
    addCounts: new Prepared<Key & Counts>(
      writer,
      `insert into delivery_statistics (step_ms, at, endpoint_id, delivered, failed, retried, cancelled, durations,
         repaired)
       values (@step, @at, @endpoint, @delivered, @failed, @retried, @cancelled, @durations, @repaired)
       on conflict do update set delivered = delivered + excluded.delivered, failed = failed + excluded.failed,
         retried = retried + excluded.retried, cancelled = cancelled + excluded.cancelled,
         durations = excluded.durations, repaired = repaired + excluded.repaired`,
    ),
    addErrors: new Prepared<Key & { readonly code: string; readonly attempts: number }>(
      writer,
      `insert into attempt_errors (step_ms, at, endpoint_id, code, attempts)
       values (@step, @at, @endpoint, @code, @attempts)
       on conflict do update set attempts = attempts + excluded.attempts`,
    ),
    recordBacklog: new Prepared<Backlog & Omit<Key, 'endpoint'> & { readonly queues: number }>(
      writer,
      `insert into backlog (step_ms, at, waiting, past_due, queues) values (@step, @at, @waiting, @pastDue, @queues)
       on conflict do update set waiting = max(waiting, excluded.waiting), past_due = max(past_due, excluded.past_due),
         queues = max(coalesce(queues, 0), excluded.queues)`,
    ),
    recordQueue: new Prepared<Key & Omit<QueueSample, 'endpointId'>>(
      writer,
      `insert into endpoint_queues (step_ms, at, endpoint_id, queued, oldest_ms)
       values (@step, @at, @endpoint, @queued, @oldestMs)
       on conflict do update set queued = max(queued, excluded.queued), oldest_ms = max(oldest_ms, excluded.oldest_ms)`,
    ),
  };
}

/**
 * Writes the figures of the minute and the hour inside the transaction of the caller: two rows for each endpoint, and for each
 * error code of its attempts, however many deliveries were settled.
 */
export class StatisticsWriter {
  readonly #do: ReturnType<typeof statements>;

  constructor(writer: Database) {
    this.#do = statements(writer);
  }

  /** Adds what the transaction settled at `now` (Unix ms). */
  add({ byEndpoint, corrections, errors }: SettledCounts, now: number): void {
    for (const [endpoint, counts] of byEndpoint) this.#addAt(now, endpoint, counts);
    for (const [endpoint, codes] of errors) this.#addErrors(now, endpoint, codes);
    for (const { endpointId, at, repaired, failed } of corrections)
      this.#addAt(at, endpointId, { ...nothingSettled(), repaired, failed });
  }

  /** Keeps the largest backlog of each step, and the longest queue of each endpoint in it. */
  recordBacklog({ waiting, pastDue }: Backlog, queues: readonly QueueSample[], now: number): void {
    for (const step of STEPS_MS) {
      const key = { step, at: now - (now % step) };
      this.#do.recordBacklog.run({ ...key, waiting, pastDue, queues: queues.length });
      for (const { endpointId: endpoint, queued, oldestMs } of queues)
        this.#do.recordQueue.run({ ...key, endpoint, queued, oldestMs });
    }
  }

  #addErrors(time: number, endpoint: string, codes: ReadonlyMap<string, number>): void {
    for (const step of STEPS_MS)
      for (const [code, attempts] of codes)
        this.#do.addErrors.run({ step, at: time - (time % step), endpoint, code, attempts });
  }

  #addAt(time: number, endpoint: string, { durations, ...counts }: SettledSums): void {
    for (const step of STEPS_MS) {
      const key = { step, at: time - (time % step), endpoint };
      const sum = JSON.parse(this.#do.durations.get(key)?.durations ?? '[]') as number[];
      addBuckets(sum, durations);
      this.#do.addCounts.run({ ...key, ...counts, durations: JSON.stringify(sum) });
    }
  }
}
