import type { GatewayEvent } from '../../model/event.js';
import { EventStore, type EventTally } from '../event-store.js';
import type { SqlRunner } from './sql-runner.js';

const find = `select id, type, data, timestamp, accepted_at as "acceptedAt", cloud_event as "cloudEvent" from events where id =`;

const tallies = `
  select e.id, count(d.id) as total,
    count(d.id) filter (where d.state = 'delivered') as delivered,
    count(d.id) filter (where d.state in ('failed', 'cancelled')) as failed,
    count(d.id) filter (where d.state in ('pending', 'sending')) as open
  from events e left join deliveries d on d.event_id = e.id
  where`;

type FoundEvent = Omit<GatewayEvent, 'cloudEvent'> & { readonly cloudEvent: string | null };

/** The reads of the event store, which both drivers share. */
export abstract class SqlEventStore extends EventStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async find(eventId: string): Promise<GatewayEvent | null> {
    const [row] = await this.#sql.read<FoundEvent>((sql) => `${find} ${sql.value(eventId, 'text')}`);
    if (!row) return null;
    const { cloudEvent, ...event } = row;
    return cloudEvent === null ? event : { ...event, cloudEvent };
  }

  async tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]> {
    const rows = await this.#sql.read<EventTally & { readonly id: string }>(
      (sql) => `${tallies} ${sql.among('e.id', eventIds, 'text')} group by e.id`,
    );
    const found = new Map(rows.map(({ id, ...tally }) => [id, tally]));
    return eventIds.map((id) => found.get(id) ?? null);
  }
}
