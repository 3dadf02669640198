import type { Database } from 'better-sqlite3';
import type { GatewayEvent } from '../../model/event.js';
import type { Acceptance, AcceptResult, NewDelivery } from '../event-store.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { OrderKeySequencer, type KeyPosition } from './order-keys.js';
import { named, Prepared } from './statement.js';
import { UnsentFailures } from './unsent-failures.js';

const EVENT_COLUMNS = `id, type, size, timestamp, accepted_at, content_hash, bare, job_id, data, traceparent, tracestate,
  cloud_event, place, mismatch`;

const DELIVERY_COLUMNS = `id, event_id, endpoint_id, webhook_id, position, state, attempts, next_attempt_at, lease_token,
  lease_until, created_at, order_key, order_seq`;

const ACCEPTED: AcceptResult = { kind: 'accepted' };

function statements(writer: Database) {
  return {
    storeEvent: new Prepared<ReturnType<typeof eventRow>>(
      writer,
      `insert into events (${EVENT_COLUMNS}) values (${named(EVENT_COLUMNS)}) on conflict (id) do nothing`,
    ),
    storeDelivery: new Prepared<ReturnType<typeof deliveryRow>>(
      writer,
      `insert into deliveries (${DELIVERY_COLUMNS}) values (${named(DELIVERY_COLUMNS)})`,
    ),
    contentHash: new Prepared<{ id: string }, { content_hash: string | null }>(
      writer,
      'select content_hash from events where id = @id',
    ),
    storedDeliveries: new Prepared<{ id: string }, { id: string; webhookId: string }>(
      writer,
      'select id, webhook_id as webhookId from deliveries where event_id = @id order by position',
    ),
  };
}

function eventRow({
  event,
  contentHash,
  jobId = null,
  batchIndex = 0,
  mismatch = null,
  deliveries,
}: Acceptance) {
  return {
    id: event.id,
    type: event.type,
    size: Buffer.byteLength(event.data),
    timestamp: event.timestamp,
    accepted_at: event.acceptedAt,
    content_hash: contentHash,
    bare: deliveries.length === 0 ? 1 : 0,
    job_id: jobId,
    data: event.data,
    traceparent: event.trace?.traceparent ?? null,
    tracestate: event.trace?.tracestate ?? null,
    cloud_event: event.cloudEvent ?? null,
    place: batchIndex,
    mismatch,
  };
}

interface RowContext extends KeyPosition {
  /** Index among the event's deliveries. */
  readonly position: number;
  /** Unix ms. */
  readonly now: number;
  readonly leaseMs: number;
}

function deliveryRow(
  event: GatewayEvent,
  { id, endpointId, webhookId, leaseToken, orderKey = null }: NewDelivery,
  { position, seq, blocked, now, leaseMs }: RowContext,
) {
  const leased = leaseToken !== null && !blocked;
  const dueAt = blocked ? BLOCKED_UNTIL_PREDECESSOR : now;
  return {
    id,
    event_id: event.id,
    endpoint_id: endpointId,
    webhook_id: webhookId,
    position,
    state: leased ? 'sending' : 'pending',
    attempts: 0,
    next_attempt_at: leased ? null : dueAt,
    lease_token: leased ? leaseToken : null,
    lease_until: leased ? now + leaseMs : null,
    created_at: event.acceptedAt,
    order_key: orderKey,
    order_seq: seq,
  };
}

/** Writes accepted events and their deliveries, row by row inside the transaction of the caller. */
export class Acceptances {
  readonly #do: ReturnType<typeof statements>;
  readonly #sequencer: OrderKeySequencer;
  readonly #failures: UnsentFailures;

  constructor(writer: Database) {
    this.#do = statements(writer);
    this.#sequencer = new OrderKeySequencer(writer);
    this.#failures = new UnsentFailures(writer);
  }

  /** @param now Unix ms */
  write(acceptance: Acceptance, now: number, leaseMs: number): AcceptResult {
    const { event, deliveries } = acceptance;
    if (this.#do.storeEvent.run(eventRow(acceptance)).changes === 0) return this.#repeated(acceptance);
    let waiting: string[] | undefined;
    deliveries.forEach((delivery, position) => {
      const inKey = this.#sequencer.next(delivery.endpointId, delivery.orderKey ?? null);
      this.#do.storeDelivery.run(deliveryRow(event, delivery, { position, ...inKey, now, leaseMs }));
      if (inKey.blocked) (waiting ??= []).push(delivery.id);
    });
    if (deliveries.some(({ failed }) => failed !== undefined)) this.#failures.end(deliveries, now);
    return waiting === undefined ? ACCEPTED : { kind: 'accepted', waiting };
  }

  #repeated({ event, contentHash }: Acceptance): AcceptResult {
    const stored = this.#do.contentHash.get({ id: event.id })?.content_hash;
    if (contentHash === null || stored !== contentHash) return { kind: 'conflict' };
    return { kind: 'duplicate', deliveries: this.#do.storedDeliveries.all({ id: event.id }) };
  }
}
