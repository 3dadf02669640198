import type { Database } from 'better-sqlite3';
import { purgeInBatches, type PurgedBatch, type PurgeWrites } from '../purge-in-batches.js';
import type { GroupCommit } from './group-commit.js';
import { Prepared } from './statement.js';

/** Rows of one short write. Events may be large, and freeing their pages takes time too. */
const BATCH = 100;

interface Before {
  /** Unix ms. */
  readonly before: number;
}

interface Some extends Before {
  readonly limit: number;
}

const WITHOUT_DELIVERIES = 'not exists (select 1 from deliveries d where d.event_id = events.id)';

function statements(writer: Database) {
  return {
    settled: new Prepared<Some, { id: string; event_id: string }>(
      writer,
      'select id, event_id from deliveries where settled_at < @before order by settled_at limit @limit',
    ),
    delivery: new Prepared<{ id: string }>(writer, 'delete from deliveries where id = @id'),
    event: new Prepared<Before & { id: string }>(
      writer,
      `delete from events where id = @id and accepted_at < @before and ${WITHOUT_DELIVERIES}`,
    ),
    markBare: new Prepared<{ id: string }>(
      writer,
      `update events set bare = 1 where id = @id and ${WITHOUT_DELIVERIES}`,
    ),
    bareEvents: new Prepared<Some>(
      writer,
      `delete from events where id in (
         select id from events where bare = 1 and accepted_at < @before and ${WITHOUT_DELIVERIES} limit @limit)`,
    ),
    // Few rows, however much was delivered.
    figures: [
      `delete from operations where state <> 'running' and finished_at < @before`,
      'delete from backlog where step_ms in (60000, 3600000) and at < @before',
      'delete from delivery_statistics where step_ms in (60000, 3600000) and at < @before',
      'delete from endpoint_queues where step_ms in (60000, 3600000) and at < @before',
      'delete from attempt_errors where step_ms in (60000, 3600000) and at < @before',
      `delete from conversations where changed_at < @before and not exists (
         select 1 from deliveries d where d.endpoint_id = conversations.endpoint_id
           and d.order_key = conversations.order_key and d.settled_at is null)`,
    ].map((text) => new Prepared<Before>(writer, text)),
  };
}

/** Deletes old rows, a few at a time: an event goes with the last of its deliveries. */
export class Purge {
  readonly #group: GroupCommit;
  readonly #do: ReturnType<typeof statements>;

  constructor(writer: Database, group: GroupCommit) {
    this.#group = group;
    this.#do = statements(writer);
  }

  run(before: number, limit: number): Promise<number> {
    const writes: PurgeWrites = {
      batch: BATCH,
      settled: (limit) => this.#group.run(() => this.#settledBatch(before, limit)),
      figures: () =>
        this.#group.run(() => this.#do.figures.forEach((statement) => statement.run({ before }))),
      bareEvents: (limit) => this.#group.run(() => this.#do.bareEvents.run({ before, limit }).changes),
    };
    return purgeInBatches(writes, limit);
  }

  #settledBatch(before: number, limit: number): PurgedBatch {
    const rows = this.#do.settled.all({ before, limit });
    for (const { id } of rows) this.#do.delivery.run({ id });
    let events = 0;
    for (const id of new Set(rows.map((row) => row.event_id))) {
      const { changes } = this.#do.event.run({ id, before });
      // An event accepted later than its deliveries were settled (the clock was set back) stays until its own age.
      if (changes === 0) this.#do.markBare.run({ id });
      events += changes;
    }
    return { deliveries: rows.length, events };
  }
}
