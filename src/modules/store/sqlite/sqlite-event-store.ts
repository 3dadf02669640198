import type { Database } from 'better-sqlite3';
import type { Clock } from '../../model/clock.js';
import type { GatewayEvent } from '../../model/event.js';
import { EventStore, type Acceptance, type AcceptResult, type EventTally } from '../event-store.js';
import { Acceptances } from './acceptances.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import { Prepared } from './statement.js';
import type { ClockRollback } from './clock-rollback.js';
import { reading } from './store-error.js';

function statements(reader: Database) {
  return {
    tally: new Prepared<{ id: string }, EventTally>(
      reader,
      `select count(d.id) as total,
         count(d.id) filter (where d.state = 'delivered') as delivered,
         count(d.id) filter (where d.state in ('failed', 'cancelled')) as failed,
         count(d.id) filter (where d.state in ('pending', 'sending')) as open
       from events e left join deliveries d on d.event_id = e.id
       where e.id = @id group by e.id`,
    ),
    find: new Prepared<{ id: string }, GatewayEvent>(
      reader,
      'select id, type, data, timestamp, accepted_at as acceptedAt from events where id = @id',
    ),
  };
}

export class SqliteEventStore extends EventStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #rollback: ClockRollback;
  readonly #acceptances: Acceptances;
  readonly #do: ReturnType<typeof statements>;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, rollback: ClockRollback) {
    super();
    this.#group = group;
    this.#clock = clock;
    this.#rollback = rollback;
    this.#acceptances = new Acceptances(connections.writer);
    this.#do = statements(connections.reader);
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#rollback.compensate(now);
      return acceptances.map((acceptance) => this.#acceptances.write(acceptance, now, leaseMs));
    });
  }

  find(eventId: string): Promise<GatewayEvent | null> {
    return reading(() => this.#do.find.get({ id: eventId }) ?? null);
  }

  tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]> {
    return reading(() => eventIds.map((id) => this.#do.tally.get({ id }) ?? null));
  }
}
