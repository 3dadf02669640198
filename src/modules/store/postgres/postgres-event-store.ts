import type { Commits } from '../commits.js';
import type { GatewayEvent } from '../../model/event.js';
import { EventStore, type Acceptance, type AcceptResult, type EventTally } from '../event-store.js';
import { Acceptances, type AcceptItem } from './acceptances.js';
import { Batcher } from './batcher.js';
import type { Database, Statement } from './database.js';
import type { PostgresNotifier } from './postgres-notifier.js';
import type { OrphanedLeases } from './orphaned-leases.js';

/** Size of a row of an event or a delivery, beside the data; bytes, about. */
const ROW_BYTES = 500;

const TALLIES: Statement = {
  name: 'tallies',
  text: `
    select e.id, count(d.id) as total,
      count(d.id) filter (where d.state = 'delivered') as delivered,
      count(d.id) filter (where d.state in ('failed', 'cancelled')) as failed,
      count(d.id) filter (where d.state in ('pending', 'sending')) as open
    from events e left join deliveries d on d.event_id = e.id
    where e.id = any($1::text[]) group by e.id`,
};

const FIND: Statement = {
  name: 'event',
  text: 'select id, type, data, timestamp, accepted_at as "acceptedAt" from events where id = $1',
};

export class PostgresEventStore extends EventStore {
  readonly #database: Database;
  readonly #notifier: PostgresNotifier;
  readonly #batcher: Batcher<AcceptItem, AcceptResult>;

  constructor(database: Database, notifier: PostgresNotifier, orphans: OrphanedLeases, commits: Commits) {
    super();
    this.#database = database;
    this.#notifier = notifier;
    const writer = new Acceptances(database, orphans);
    this.#batcher = new Batcher({
      write: (items) => writer.write(items),
      commits,
      bytes: ({ acceptance: { event, deliveries } }) =>
        event.data.length + ROW_BYTES * (1 + deliveries.length),
    });
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.#database.call(async () => {
      const results = await this.#batcher.add(acceptances.map((acceptance) => ({ acceptance, leaseMs })));
      const waits = ({ deliveries }: Acceptance, at: number) =>
        results[at]?.kind === 'accepted' &&
        deliveries.some(({ leaseToken, failed }) => leaseToken === null && failed === undefined);
      if (acceptances.some(waits)) this.#notifier.notify();
      return results;
    });
  }

  find(eventId: string): Promise<GatewayEvent | null> {
    return this.#database.call(
      async () => (await this.#database.run<GatewayEvent>(FIND, [eventId]))[0] ?? null,
    );
  }

  tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]> {
    return this.#database.call(async () => {
      const rows = await this.#database.run<EventTally & { id: string }>(TALLIES, [eventIds]);
      const found = new Map(rows.map(({ id, ...tally }) => [id, tally]));
      return eventIds.map((id) => found.get(id) ?? null);
    });
  }
}
