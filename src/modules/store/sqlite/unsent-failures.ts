import type { Database } from 'better-sqlite3';
import { SettledCounts } from '../statistics.js';
import { StatisticsWriter } from './statistics-writer.js';

/** A new delivery that fails before any attempt. */
export interface UnsentFailure {
  readonly id: string;
  readonly endpointId: string;
  readonly reason: string;
}

/** Ends new deliveries that will not be sent, in the transaction that stores them. */
export class UnsentFailures {
  readonly #end;
  readonly #statistics: StatisticsWriter;

  constructor(writer: Database) {
    this.#statistics = new StatisticsWriter(writer);
    this.#end = writer.prepare<[{ id: string; reason: string; now: number }]>(
      `update deliveries set state = 'failed', next_attempt_at = null, lease_token = null, lease_until = null,
         settled_at = @now, reason = @reason
       where id = @id`,
    );
  }

  /** To be called inside a transaction. */
  end(failures: readonly UnsentFailure[], now: number): void {
    if (failures.length === 0) return;
    const counts = new SettledCounts();
    for (const { id, endpointId, reason } of failures) {
      this.#end.run({ id, reason, now });
      counts.add(endpointId, { attempt: null, next: { state: 'failed', reason } });
    }
    this.#statistics.add(counts, now);
  }
}
