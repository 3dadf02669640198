import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { GroupCommit } from './group-commit.js';
import { arg, builderFor, prepare } from './statement.js';

/** Rows of one short write. Events may be large, and freeing their pages takes time too. */
const BATCH = 100;

function statements(writer: Database) {
  const build = builderFor(writer);
  const deliveryOf = build
    .selectFrom('deliveries')
    .select(sql.lit(1).as('one'))
    .where('deliveries.event_id', '=', sql.ref<string>('events.id'));
  const bareEvents = build
    .selectFrom('events')
    .select('id')
    .where('bare', '=', sql.lit(1))
    .where('accepted_at', '<', arg<number>('before'))
    .where((eb) => eb.not(eb.exists(deliveryOf)))
    .limit(arg<number>('limit'));
  return {
    settled: prepare<{ before: number; limit: number }, { id: string; event_id: string }>(
      writer,
      build
        .selectFrom('deliveries')
        .select(['id', 'event_id'])
        .where('settled_at', '<', arg<number>('before'))
        .orderBy('settled_at')
        .limit(arg<number>('limit')),
    ),
    delivery: prepare<{ id: string }>(
      writer,
      build.deleteFrom('deliveries').where('id', '=', arg<string>('id')),
    ),
    event: prepare<{ id: string; before: number }>(
      writer,
      build
        .deleteFrom('events')
        .where('id', '=', arg<string>('id'))
        .where('accepted_at', '<', arg<number>('before'))
        .where((eb) => eb.not(eb.exists(deliveryOf))),
    ),
    markBare: prepare<{ id: string }>(
      writer,
      build
        .updateTable('events')
        .set({ bare: sql.lit(1) })
        .where('id', '=', arg<string>('id'))
        .where((eb) => eb.not(eb.exists(deliveryOf))),
    ),
    statistics: writer.prepare<[{ before: number }]>(
      'delete from delivery_statistics where step_ms in (60000, 3600000) and at < @before',
    ),
    backlog: writer.prepare<[{ before: number }]>(
      'delete from backlog where step_ms in (60000, 3600000) and at < @before',
    ),
    operations: writer.prepare<[{ before: number }]>(
      `delete from operations where state <> 'running' and finished_at < @before`,
    ),
    bare: prepare<{ before: number; limit: number }>(
      writer,
      build.deleteFrom('events').where('id', 'in', bareEvents),
    ),
  };
}

/** What one short write deleted. */
interface Batch {
  readonly deliveries: number;
  readonly events: number;
}

/** Deletes what is old, a few rows at a time: an event goes with the last of its deliveries. */
export class Purge {
  readonly #group: GroupCommit;
  readonly #do: ReturnType<typeof statements>;

  constructor(writer: Database, group: GroupCommit) {
    this.#group = group;
    this.#do = statements(writer);
  }

  async run(before: number, limit: number): Promise<number> {
    let deleted = 0;
    for (let left = limit; left > 0;) {
      const batch = await this.#group.run(() => this.#settledBatch(before, Math.min(left, BATCH)));
      deleted += batch.deliveries + batch.events;
      left -= batch.deliveries;
      if (batch.deliveries === 0) break;
    }
    await this.#group.run(() => this.#figures(before));
    return deleted + (await this.#bareEvents(before, limit));
  }

  #settledBatch(before: number, limit: number): Batch {
    const rows = this.#do.settled.all({ before, limit });
    for (const { id } of rows) this.#do.delivery.run({ id });
    let events = 0;
    for (const id of new Set(rows.map((row) => row.event_id))) {
      const { changes } = this.#do.event.run({ id, before });
      // A younger one outlives its deliveries (the clock was set back): remember that it has none.
      if (changes === 0) this.#do.markBare.run({ id });
      events += changes;
    }
    return { deliveries: rows.length, events };
  }

  /** Figures of before, and operations that were over by then: few rows, however much was delivered. */
  #figures(before: number): void {
    this.#do.statistics.run({ before });
    this.#do.backlog.run({ before });
    this.#do.operations.run({ before });
  }

  async #bareEvents(before: number, limit: number): Promise<number> {
    let deleted = 0;
    while (deleted < limit) {
      const batch = Math.min(limit - deleted, BATCH);
      const changes = await this.#group.run(() => this.#do.bare.run({ before, limit: batch }).changes);
      if (changes === 0) break;
      deleted += changes;
    }
    return deleted;
  }
}
