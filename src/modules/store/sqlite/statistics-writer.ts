import type { Database } from 'better-sqlite3';
import { addBuckets } from '../../model/durations.js';
import { STEPS_MS, type SettledCounts, type SettledSums } from '../statistics.js';

interface Key {
  readonly step: number;
  readonly at: number;
  readonly endpoint: string;
}

function statements(writer: Database) {
  return {
    durations: writer.prepare<[Key], { durations: string }>(
      'select durations from delivery_statistics where step_ms = @step and at = @at and endpoint_id = @endpoint',
    ),
    add: writer.prepare<[object]>(
      `insert into delivery_statistics (step_ms, at, endpoint_id, delivered, failed, retried, cancelled, durations)
       values (@step, @at, @endpoint, @delivered, @failed, @retried, @cancelled, @durations)
       on conflict do update set delivered = delivered + @delivered, failed = failed + @failed,
         retried = retried + @retried, cancelled = cancelled + @cancelled, durations = @durations`,
    ),
  };
}

/** Adds what a write has settled to the minute and the hour: two rows for each endpoint, however many deliveries. */
export class StatisticsWriter {
  readonly #do: ReturnType<typeof statements>;

  constructor(writer: Database) {
    this.#do = statements(writer);
  }

  /** To be called inside the transaction that settles. */
  add({ byEndpoint }: SettledCounts, now: number): void {
    for (const [endpoint, counts] of byEndpoint) {
      for (const step of STEPS_MS) this.#add({ step, at: now - (now % step), endpoint }, counts);
    }
  }

  #add(key: Key, { delivered, failed, retried, cancelled, durations }: SettledSums): void {
    const sum = JSON.parse(this.#do.durations.get(key)?.durations ?? '[]') as number[];
    addBuckets(sum, durations);
    const counts = { delivered, failed, retried, cancelled, durations: JSON.stringify(sum) };
    this.#do.add.run({ ...key, ...counts });
  }
}
