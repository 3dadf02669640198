import type { Attempt, DeliveryState } from '../model/delivery.js';
import type { GatewayEvent } from '../model/event.js';
import type { Outcome } from '../model/outcome.js';
import type { BacklogRow, Statistics, StatisticsQuery } from './statistics.js';

/** Which deliveries are meant; null says nothing about that side. */
export interface DeliveryFilter {
  readonly states: readonly DeliveryState[] | null;
  readonly endpointIds: readonly string[] | null;
  /** Patterns of event types. */
  readonly types: readonly string[] | null;
  readonly jobId: string | null;
  readonly eventId: string | null;
  /** Unix ms; accepted (or replayed) then or later. */
  readonly from: number | null;
  /** Unix ms; before that. */
  readonly to: number | null;
  /** Text in the reason or in the last error's code or message; the case of ASCII letters does not matter. */
  readonly error: string | null;
}

export interface EventFilter {
  /** Patterns. */
  readonly types: readonly string[] | null;
  readonly jobId: string | null;
  /** Unix ms; accepted then or later. */
  readonly from: number | null;
  /** Unix ms; before that. */
  readonly to: number | null;
  /**
   * True: events from outside that no endpoint received; false: those that some endpoint did. The gateway's own events
   * count as neither. Absent or null: all.
   */
  readonly unrouted?: boolean | null;
}

/** Unrouted events are counted up to here. */
export const UNROUTED_CAP = 1_000;

/** A place in a list: behind the row of that time and id. */
export interface Position {
  /** Unix ms. */
  readonly at: number;
  /** Of an event among those of its call; absent: 0. */
  readonly batchIndex?: number;
  readonly id: string;
}

export interface PageRequest {
  readonly limit: number;
  /** Null: from the newest on. */
  readonly after: Position | null;
  /** The other way round. */
  readonly oldestFirst?: boolean;
}

/**
 * Newest first unless asked otherwise. `next` is where the list goes on; null at its end. A page may hold fewer rows than asked for, or none,
 * and still go on: what matches rarely is looked for in bounded steps.
 */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: Position | null;
}

/** A delivery without its event's data. Times are Unix ms. */
export interface DeliverySummary {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly jobId: string | null;
  readonly endpointId: string;
  readonly webhookId: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly createdAt: number;
  /** Null while it is completed, being sent, or waits for an earlier one of its job. */
  readonly nextAttemptAt: number | null;
  readonly settledAt: number | null;
  readonly reason: string | null;
  /** Of the last attempt; null when none was made or no answer came. */
  readonly lastStatus: number | null;
  readonly lastError: { readonly code: string; readonly message: string } | null;
  /** The operation that made it; null where acceptance did. */
  readonly operationId: string | null;
}

export interface DeliveryRecord {
  readonly summary: DeliverySummary;
  readonly event: GatewayEvent;
  /** In the order made: the last {@link ATTEMPTS_MAX}. */
  readonly attempts: readonly Attempt[];
  /** Attempts before the last redelivery: they do not count against the retries. */
  readonly retryBase: number;
  /** Of its endpoint, the last one it had. */
  readonly maskedUrl: string;
}

export const ATTEMPTS_MAX = 200;

export interface EventSummary {
  readonly id: string;
  readonly type: string;
  /** As the sender wrote it. */
  readonly timestamp: string;
  /** Unix ms. */
  readonly acceptedAt: number;
  readonly jobId: string | null;
  /** Its deliveries by state. */
  readonly deliveries: Readonly<Record<DeliveryState, number>>;
}

/** An event with its deliveries, in the order of the endpoints. */
export interface EventRecord {
  readonly summary: EventSummary;
  /** Compact JSON text. */
  readonly data: string;
  /** Context attributes as compact JSON text; null for an event that was no CloudEvent. */
  readonly cloudEvent: string | null;
  readonly deliveries: readonly DeliverySummary[];
}

/** How far the store was looked at for changes. */
export interface ChangeMark {
  readonly attemptId: number;
  /** Unix ms by the store's clock. */
  readonly at: number;
}

export interface AttemptChange {
  readonly id: number;
  readonly deliveryId: string;
  readonly number: number;
  readonly outcome: Outcome['kind'];
  readonly status: number | null;
  readonly durationMs: number;
}

/** What was new since a mark. Looks overlap, so that what was committed late is not missed: the same may come again. */
export interface Changes {
  readonly mark: ChangeMark;
  readonly events: readonly EventSummary[];
  readonly attempts: readonly AttemptChange[];
  /** Deliveries that were tried or settled. */
  readonly deliveries: readonly DeliverySummary[];
  /** True where there was more than one look takes in. */
  readonly more: boolean;
}

/** Rows of each kind that one look takes in. */
export const CHANGES_MAX = 500;

export interface Counted {
  readonly count: number;
  /** The same by the ids of the endpoints. */
  readonly byEndpoint: ReadonlyMap<string, number>;
  readonly next: Position | null;
}

/** Looking back. Nothing here reads a body unless it says so; nothing reads without bound. */
export abstract class HistoryStore {
  abstract deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>>;

  /** One delivery with its event and attempts, bodies included; null when it is not stored. */
  abstract delivery(id: string): Promise<DeliveryRecord | null>;

  /** Those of the ids that are stored, in no order. */
  abstract deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]>;

  abstract events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>>;

  /** One event with its data and its deliveries; null when it is not stored. */
  abstract event(id: string): Promise<EventRecord | null>;

  /** What has happened since, through whichever node; with null only the mark of this moment. */
  abstract changes(since: ChangeMark | null): Promise<Changes>;

  /** What was settled, summed by steps of time and by endpoints. */
  abstract statistics(query: StatisticsQuery): Promise<Statistics>;

  /** What waited, by steps of time; a step without a row is one in which nobody looked. */
  abstract backlog(query: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]>;

  /** How many events from outside, accepted in [from, to) (Unix ms), no endpoint received; stops at {@link UNROUTED_CAP}. */
  abstract unrouted(from: number, to: number): Promise<number>;

  /**
   * Counts on from a position for a bounded step. `next` is where counting goes on; null when all were counted. Calls
   * may be added up.
   */
  abstract count(filter: DeliveryFilter, after: Position | null): Promise<Counted>;
}
