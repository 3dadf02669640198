import type { ConversationPhase, ConversationStep, KnownConversation } from '../../model/conversation.js';
import type { MessageRef } from '../../model/outcome.js';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import {
  ConversationStore,
  type FirstOfJob,
  type JobConversation,
  type Turn,
  type WaitingTurn,
} from '../conversation-store.js';
import { unsentDelivery, type UnsentRow } from '../read-rows.js';
import type { SqlRunner, WriteSql } from './sql-runner.js';

/** True for a delivery that was not redelivered, made by a replay, or in a digest. */
const isFirst = (d: string): string =>
  `${d}.revived_at is null and ${d}.operation_id is null and ${d}.grouped_key is null`;

/** True where the delivery n (of the event m) tells of something newer than d (of e): redeliveries and replays may tell of something older. */
const IS_NEWS = `((${isFirst('n')}) or (m.accepted_at, m.place) > (e.accepted_at, e.place))`;

/**
 * True for a delivery whose event nobody was told of: it has failed, or no attempt of it was delivered, nor the digest that it was in before
 * it was redelivered.
 */
const IS_UNTOLD = `(d.failed_at is not null or (
  (d.grouped_key is null or d.revived_at is null)
  and not exists (select 1 from attempts a where a.delivery_id = d.id and a.outcome = 'delivered')))`;

/** Later deliveries of the order key of d that are news. */
const NEWER = `select 1 from deliveries n join events m on m.id = n.event_id
  where n.endpoint_id = d.endpoint_id and n.order_key = d.order_key and n.settled_at is null
    and n.order_seq > d.order_seq and ${IS_NEWS}`;

const turn =
  (deliveryId: string): WriteSql =>
  (sql) => `
    select e.accepted_at as "acceptedAt", e.place, ${isFirst('d')} as "isFirst",
      d.rescues, ${IS_UNTOLD} as "isUntold", exists (${NEWER}) as "newerWaits", ${sql.now()} as now, c.ref, c.phase, c.shown_delivery as "shownDelivery",
      c.shown_at as "shownAt", c.shown_place as "shownPlace", c.announcing, c.timeline, c.losses, c.doubts, c.target,
      c.edited_at as "editedAt"
    from deliveries d join events e on e.id = d.event_id
      left join conversations c on c.endpoint_id = d.endpoint_id and c.order_key = d.order_key
    where d.id = ${sql.value(deliveryId, 'uuid')}`;

/** One row of the job's endpoints each, and no more: the key of the table finds them. */
const ofJob =
  (orderKey: string, endpointIds: readonly string[]): WriteSql =>
  (sql) => `
    select c.endpoint_id as "endpointId", c.ref, c.phase, c.shown_delivery as "shownDelivery", c.shown_at as "shownAt",
      c.shown_place as "shownPlace", c.announcing, c.timeline, c.losses, c.doubts, c.target, c.edited_at as "editedAt"
    from conversations c
    where c.order_key = ${sql.value(orderKey, 'text')} and ${sql.among('c.endpoint_id', endpointIds, 'uuid')}
    order by c.endpoint_id`;

const firstPosts =
  (deliveryIds: readonly string[]): WriteSql =>
  (sql) => `
    select d.endpoint_id as "endpointId", min(a.started_at + a.duration_ms) as "firstPostedAt"
    from deliveries d join attempts a on a.delivery_id = d.id
    where ${sql.among('d.id', deliveryIds, 'uuid')} and a.outcome = 'delivered'
    group by d.endpoint_id`;

/** The first open delivery of an order key is the only one with a due time of its own. */
const first =
  (waitingId: string): WriteSql =>
  (sql) => `
    select f.id as "deliveryId", e.type, f.reason
    from deliveries w join deliveries f on f.endpoint_id = w.endpoint_id and f.order_key = w.order_key
        and f.settled_at is null and f.id <> w.id
      join events e on e.id = f.event_id
    where w.id = ${sql.value(waitingId, 'uuid')} and f.state = 'pending' and f.order_seq < w.order_seq
      and f.next_attempt_at > ${sql.now()} and f.next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}`;

/** Deliveries whose types {@link SqlConversationStore.waitingTypes} reads. */
const WAITING_MAX = 100;

const waitingTypes =
  (deliveryId: string): WriteSql =>
  (sql) => `
    select distinct behind.type from (
      select m.type from deliveries d join events e on e.id = d.event_id
        join deliveries n on n.endpoint_id = d.endpoint_id and n.order_key = d.order_key
        join events m on m.id = n.event_id
      where d.id = ${sql.value(deliveryId, 'uuid')} and n.settled_at is null and n.order_seq > d.order_seq and ${IS_NEWS}
      order by n.order_seq desc limit ${WAITING_MAX}) as behind`;

const behind =
  (deliveryId: string, limit: number): WriteSql =>
  (sql) => `
    select n.id, n.event_id as "eventId", n.endpoint_id as "endpointId", n.webhook_id as "webhookId", n.attempts,
      coalesce(n.revived_at, n.created_at) as "createdAt", n.order_key as "orderKey", m.type, m.job_id as "jobId", m.timestamp,
      m.accepted_at as "acceptedAt", m.place, ${isFirst('n')} as "isFirst"
    from deliveries d join deliveries n on n.endpoint_id = d.endpoint_id and n.order_key = d.order_key
      join events m on m.id = n.event_id
    where d.id = ${sql.value(deliveryId, 'uuid')} and n.settled_at is null and n.order_seq > d.order_seq
    order by n.order_seq limit ${limit}`;

const hasten =
  (deliveryId: string): WriteSql =>
  (sql) => `
    update deliveries set next_attempt_at = ${sql.now()}, ready_at = null, reason = null
    where id = ${sql.value(deliveryId, 'uuid')} and state = 'pending' and next_attempt_at > ${sql.now()}
      and next_attempt_at < ${BLOCKED_UNTIL_PREDECESSOR}
    returning id`;

/** 0 or 1 in SQLite. */
type Flag = boolean | number;

interface TurnRow extends ConversationRow {
  readonly acceptedAt: number;
  readonly place: number;
  readonly isFirst: Flag;
  readonly newerWaits: Flag;
  readonly rescues: number;
  readonly isUntold: Flag;
  readonly now: number;
}

interface WaitingRow extends UnsentRow {
  readonly timestamp: string;
  readonly acceptedAt: number;
  readonly place: number;
  readonly isFirst: Flag;
}

interface ConversationRow {
  readonly ref: string | null;
  /** Null without a conversation. */
  readonly phase: ConversationPhase | null;
  readonly shownDelivery: string | null;
  readonly shownAt: number | null;
  readonly shownPlace: number | null;
  readonly announcing: string | null;
  readonly timeline: string;
  readonly losses: number;
  readonly doubts: number;
  readonly target: string;
  readonly editedAt: number | null;
}

/** The port `ConversationStore` over either driver. */
export class SqlConversationStore extends ConversationStore {
  readonly #sql: SqlRunner;

  constructor(sql: SqlRunner) {
    super();
    this.#sql = sql;
  }

  async turn(deliveryId: string): Promise<Turn | null> {
    const [row] = await this.#sql.read<TurnRow>(turn(deliveryId));
    if (!row) return null;
    const { acceptedAt, place, isFirst, newerWaits, isUntold, rescues, now } = row;
    return {
      position: { acceptedAt, place },
      isFirst: Boolean(isFirst),
      newerWaits: Boolean(newerWaits),
      rescues,
      isUntold: Boolean(isUntold),
      conversation: conversationOf(row),
      now,
    };
  }

  async first(waitingId: string): Promise<FirstOfJob | null> {
    const [row] = await this.#sql.read<FirstOfJob>(first(waitingId));
    return row ?? null;
  }

  async behind(deliveryId: string, limit: number): Promise<readonly WaitingTurn[]> {
    const rows = await this.#sql.read<WaitingRow>(behind(deliveryId, limit));
    return rows.map(({ timestamp, acceptedAt, place, isFirst, ...row }) => ({
      delivery: unsentDelivery(row),
      timestamp,
      position: { acceptedAt, place },
      isFirst: Boolean(isFirst),
    }));
  }

  async waitingTypes(deliveryId: string): Promise<readonly string[]> {
    const rows = await this.#sql.read<{ type: string }>(waitingTypes(deliveryId));
    return rows.map(({ type }) => type);
  }

  async ofJob(
    orderKey: string,
    deliveries: readonly { readonly id: string; readonly endpointId: string }[],
  ): Promise<readonly JobConversation[]> {
    const endpointIds = [...new Set(deliveries.map(({ endpointId }) => endpointId))];
    if (endpointIds.length === 0) return [];
    const rows = await this.#sql.read<ConversationRow & { endpointId: string }>(ofJob(orderKey, endpointIds));
    const having = new Set(rows.map(({ endpointId }) => endpointId));
    const ids = deliveries.filter(({ endpointId }) => having.has(endpointId)).map(({ id }) => id);
    if (ids.length === 0) return [];
    const posts = await this.#sql.read<{ endpointId: string; firstPostedAt: number }>(firstPosts(ids));
    const postedAt = new Map(posts.map(({ endpointId, firstPostedAt }) => [endpointId, firstPostedAt]));
    return rows.flatMap((row) => {
      const { endpointId } = row;
      const conversation = conversationOf(row);
      return conversation
        ? [{ ...conversation, endpointId, firstPostedAt: postedAt.get(endpointId) ?? null }]
        : [];
    });
  }

  async hasten(deliveryId: string): Promise<void> {
    await this.#sql.write(hasten(deliveryId));
  }
}

function conversationOf(row: ConversationRow): KnownConversation | null {
  const { phase, ref, shownDelivery, shownAt, shownPlace, timeline, announcing } = row;
  if (phase === null) return null;
  const { losses, doubts, target, editedAt } = row;
  return {
    ref: ref === null ? null : (JSON.parse(ref) as MessageRef),
    phase,
    shown:
      shownDelivery === null ? null : { deliveryId: shownDelivery, acceptedAt: shownAt!, place: shownPlace! },
    announcing,
    timeline: JSON.parse(timeline) as readonly ConversationStep[],
    losses,
    doubts,
    target,
    editedAt,
  };
}
