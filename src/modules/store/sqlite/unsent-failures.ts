import type { Database } from 'better-sqlite3';
import type { NewDelivery } from '../event-store.js';
import { SettledCounts } from '../statistics.js';
import { Prepared } from './statement.js';
import { StatisticsWriter } from './statistics-writer.js';

/** Ends new deliveries that fail before any attempt, in the transaction that stores them; the others stay as they are. */
export class UnsentFailures {
  readonly #end;
  readonly #statistics: StatisticsWriter;

  constructor(writer: Database) {
    this.#statistics = new StatisticsWriter(writer);
    this.#end = new Prepared<{ id: string; reason: string; now: number }>(
      writer,
      `update deliveries set state = 'failed', next_attempt_at = null, lease_token = null, lease_until = null,
         settled_at = @now, reason = @reason
       where id = @id`,
    );
  }

  /** @param now Unix ms */
  end(deliveries: readonly Pick<NewDelivery, 'id' | 'endpointId' | 'failed'>[], now: number): void {
    const counts = new SettledCounts();
    for (const { id, endpointId, failed: reason } of deliveries) {
      if (reason === undefined) continue;
      this.#end.run({ id, reason, now });
      counts.add(endpointId, { attempt: null, next: { state: 'failed', reason } });
    }
    this.#statistics.add(counts, now);
  }
}
