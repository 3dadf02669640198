import type { Database } from 'better-sqlite3';
import { sql } from 'kysely';
import type { Clock } from '../../model/clock.js';
import type { DeliveryState } from '../../model/delivery.js';
import type { GatewayEvent } from '../../model/event.js';
import {
  EventStore,
  type Acceptance,
  type AcceptResult,
  type EventTally,
  type NewDelivery,
} from '../event-store.js';
import { storedEvent, type EventRow } from '../read-rows.js';
import type { Connections } from './connections.js';
import type { GroupCommit } from './group-commit.js';
import type { StepsBack } from './steps-back.js';
import { newDeliveryRow, newEventRow } from './rows.js';
import type { NewDeliveryRow, NewEventRow } from './schema.js';
import { arg, argsFor, builderFor, prepare } from './statement.js';
import { reading } from './store-error.js';
import { OrderKeySequencer, BLOCKED } from './order-keys.js';
import { UnsentFailures, type UnsentFailure } from './unsent-failures.js';

const EVENT_COLUMNS = [
  'id',
  'type',
  'size',
  'timestamp',
  'accepted_at',
  'content_hash',
  'bare',
  'job_id',
  'data',
  'traceparent',
  'tracestate',
  'cloud_event',
  'place',
] as const;
const DELIVERY_COLUMNS = [
  'id',
  'event_id',
  'endpoint_id',
  'webhook_id',
  'position',
  'state',
  'attempts',
  'next_attempt_at',
  'lease_token',
  'lease_until',
  'created_at',
  'order_key',
  'order_seq',
] as const;

const ACCEPTED: AcceptResult = { kind: 'accepted' };

type StoredDelivery = { id: string; webhookId: string };

function writeStatements(writer: Database) {
  const build = builderFor(writer);
  return {
    event: prepare<NewEventRow>(
      writer,
      build
        .insertInto('events')
        .values(argsFor<NewEventRow>(EVENT_COLUMNS))
        .onConflict((conflict) => conflict.column('id').doNothing()),
    ),
    delivery: prepare<NewDeliveryRow>(
      writer,
      build.insertInto('deliveries').values(argsFor<NewDeliveryRow>(DELIVERY_COLUMNS)),
    ),
    hash: prepare<{ id: string }, { content_hash: string | null }>(
      writer,
      build.selectFrom('events').select('content_hash').where('id', '=', arg<string>('id')),
    ),
    stored: prepare<{ id: string }, StoredDelivery>(
      writer,
      build
        .selectFrom('deliveries')
        .select(['id', 'webhook_id as webhookId'])
        .where('event_id', '=', arg<string>('id'))
        .orderBy('position'),
    ),
  };
}

function readStatements(reader: Database) {
  const build = builderFor(reader);
  return {
    event: prepare<{ id: string }, { id: string }>(
      reader,
      build.selectFrom('events').select('id').where('id', '=', arg<string>('id')),
    ),
    whole: prepare<{ id: string }, EventRow>(
      reader,
      build
        .selectFrom('events')
        .select(['id', 'type', 'data', 'timestamp', 'accepted_at'])
        .where('id', '=', arg<string>('id')),
    ),
    states: prepare<{ id: string }, { state: DeliveryState; count: number }>(
      reader,
      build
        .selectFrom('deliveries')
        .select(['state', sql<number>`count(*)`.as('count')])
        .where('event_id', '=', arg<string>('id'))
        .groupBy('state'),
    ),
  };
}

export class SqliteEventStore extends EventStore {
  readonly #group: GroupCommit;
  readonly #clock: Clock;
  readonly #write: ReturnType<typeof writeStatements>;
  readonly #read: ReturnType<typeof readStatements>;
  readonly #turns: OrderKeySequencer;
  readonly #failures: UnsentFailures;

  readonly #stepsBack: StepsBack;

  constructor(connections: Connections, group: GroupCommit, clock: Clock, stepsBack: StepsBack) {
    super();
    this.#stepsBack = stepsBack;
    this.#group = group;
    this.#clock = clock;
    this.#write = writeStatements(connections.writer);
    this.#read = readStatements(connections.reader);
    this.#turns = new OrderKeySequencer(connections.writer);
    this.#failures = new UnsentFailures(connections.writer);
  }

  accept(acceptances: readonly Acceptance[], leaseMs: number): Promise<AcceptResult[]> {
    return this.#group.run(() => {
      const now = this.#clock.now();
      this.#stepsBack.follow(now);
      return acceptances.map((acceptance) => this.#acceptOne(acceptance, now, leaseMs));
    });
  }

  find(eventId: string): Promise<GatewayEvent | null> {
    return reading(() => {
      const row = this.#read.whole.get({ id: eventId });
      return row ? storedEvent(row) : null;
    });
  }

  tallies(eventIds: readonly string[]): Promise<(EventTally | null)[]> {
    return reading(() => eventIds.map((id) => this.#tally(id)));
  }

  #tally(id: string): EventTally | null {
    if (this.#read.event.get({ id }) === undefined) return null;
    const counts = { pending: 0, sending: 0, delivered: 0, failed: 0, cancelled: 0 };
    for (const { state, count } of this.#read.states.all({ id })) counts[state] = count;
    const open = counts.pending + counts.sending;
    const failed = counts.failed + counts.cancelled;
    return { total: open + failed + counts.delivered, delivered: counts.delivered, failed, open };
  }

  #acceptOne(acceptance: Acceptance, now: number, leaseMs: number): AcceptResult {
    const { changes } = this.#write.event.run(newEventRow(acceptance));
    if (changes === 0) return this.#stoodThere(acceptance);
    let waiting: string[] | undefined;
    acceptance.deliveries.forEach((delivery, position) => {
      const row = newDeliveryRow(acceptance.event, delivery, { position, now, leaseMs });
      if (this.#joins(row)) (waiting ??= []).push(row.id);
      this.#write.delivery.run(row);
    });
    if (acceptance.deliveries.some(isFailed))
      this.#failures.end(acceptance.deliveries.flatMap(failureOf), now);
    return waiting === undefined ? ACCEPTED : { kind: 'accepted', waiting };
  }

  /** Takes its place behind the open ones of its key; true where there are any, so that it has to wait. */
  #joins(row: NewDeliveryRow): boolean {
    const key = row.order_key ?? null;
    if (key === null) return false;
    const { seq, waits } = this.#turns.next(row.endpoint_id, key);
    Object.assign(row, { order_seq: seq }, waits && BLOCKED);
    return waits;
  }

  #stoodThere({ event, contentHash }: Acceptance): AcceptResult {
    const stored = this.#write.hash.get({ id: event.id })?.content_hash;
    if (contentHash === null || stored !== contentHash) return { kind: 'conflict' };
    return { kind: 'duplicate', deliveries: this.#write.stored.all({ id: event.id }) };
  }
}

function isFailed({ failed }: NewDelivery): boolean {
  return failed !== undefined;
}

function failureOf({ id, endpointId, failed: reason }: NewDelivery): UnsentFailure[] {
  return reason === undefined ? [] : [{ id, endpointId, reason }];
}
