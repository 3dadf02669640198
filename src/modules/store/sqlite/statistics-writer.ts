import type { Database } from 'better-sqlite3';
import { addBuckets } from '../../model/durations.js';
import { nothingSettled, STEPS_MS, type SettledCounts, type SettledSums } from '../statistics.js';

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
      `insert into delivery_statistics (step_ms, at, endpoint_id, delivered, failed, retried, cancelled, durations,
         repaired)
       values (@step, @at, @endpoint, @delivered, @failed, @retried, @cancelled, @durations, @repaired)
       on conflict do update set delivered = delivered + @delivered, failed = failed + @failed,
         retried = retried + @retried, cancelled = cancelled + @cancelled, durations = @durations,
         repaired = repaired + @repaired`,
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
  add({ byEndpoint, corrections }: SettledCounts, now: number): void {
    for (const [endpoint, counts] of byEndpoint) this.#addAt(now, endpoint, counts);
    for (const { endpointId, at, repaired, failed } of corrections)
      this.#addAt(at, endpointId, { ...nothingSettled(), repaired, failed });
  }

  #addAt(time: number, endpoint: string, counts: SettledSums): void {
    for (const step of STEPS_MS) this.#add({ step, at: time - (time % step), endpoint }, counts);
  }

  #add(key: Key, { delivered, failed, retried, cancelled, repaired, durations }: SettledSums): void {
    const sum = JSON.parse(this.#do.durations.get(key)?.durations ?? '[]') as number[];
    addBuckets(sum, durations);
    const counts = { delivered, failed, retried, cancelled, repaired, durations: JSON.stringify(sum) };
    this.#do.add.run({ ...key, ...counts });
  }
}
