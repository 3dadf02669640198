import type { Attempt, DeliveryState } from '../model/delivery.js';
import type { GatewayEvent } from '../model/event.js';
import type { RecordedOutcome } from '../model/outcome.js';
import type { Condition } from './history-conditions.js';
import type { BacklogRow, ErrorRow, QueueRow, Statistics, StatisticsQuery } from './statistics.js';

/** The deliveries of a list. A field that is null restricts nothing. */
export interface DeliveryFilter {
  readonly states: readonly DeliveryState[] | null;
  readonly endpointIds: readonly string[] | null;
  /** Event types and patterns of them (`job.*`). */
  readonly types: readonly string[] | null;
  readonly jobId: string | null;
  readonly eventId: string | null;
  /** Unix ms; accepted (or replayed) at this time or later. */
  readonly from: number | null;
  /** Unix ms; before this time. */
  readonly to: number | null;
  /** Text that the reason, or the last error's code or message, contains; the case of ASCII letters does not matter. */
  readonly error: string | null;
  /** Delivery of the digest that they wait in, or were told by. Absent or null: any, or none. */
  readonly groupedIn?: string | null;
  /** Incident whose failures they are, also those that were repaired since. Absent or null: any, or none. */
  readonly incidentId?: string | null;
  /** Ids of deliveries. Absent or null: all. */
  readonly ids?: readonly string[] | null;
  /** Further conditions, all of which must hold. */
  readonly where?: readonly Condition[];
  /** The query as it was written, for people: it restricts nothing. */
  readonly query?: string;
}

export interface EventFilter {
  /** Event types and patterns of them (`job.*`). */
  readonly types: readonly string[] | null;
  readonly jobId: string | null;
  /** Unix ms; accepted at this time or later. */
  readonly from: number | null;
  /** Unix ms; before this time. */
  readonly to: number | null;
  /**
   * True: events from outside that no endpoint received; false: events that some endpoint received. The gateway's own
   * events that no endpoint received are in neither list. Absent or null: all.
   */
  readonly unrouted?: boolean | null;
  /** True: only events from outside, none of the gateway itself. Absent or null: all. */
  readonly fromOutside?: boolean | null;
  /** True: only events whose data contradicts the schema of their type; false: only others. Absent or null: all. */
  readonly mismatch?: boolean | null;
  /** Ids of events. Absent or null: all. */
  readonly ids?: readonly string[] | null;
  /** Further conditions, all of which must hold. */
  readonly where?: readonly Condition[];
  /** The query as it was written, for people: it restricts nothing. */
  readonly query?: string;
}

/** All events. */
export const ANY_EVENT: EventFilter = { types: null, jobId: null, from: null, to: null };
/** All deliveries. */
export const ANY_DELIVERY: DeliveryFilter = {
  ...ANY_EVENT,
  states: null,
  endpointIds: null,
  eventId: null,
  error: null,
};

/** Unrouted events that are counted, at most. */
export const UNROUTED_CAP = 1_000;

/** A position in a list: behind the row of this time and id. */
export interface Position {
  /** Unix ms. */
  readonly at: number;
  /** `batchIndex` of an event's acceptance; absent: 0. */
  readonly batchIndex?: number;
  readonly id: string;
}

export interface PageRequest {
  readonly limit: number;
  /** Null: from the beginning of the list. */
  readonly after: Position | null;
  /** True: the oldest first; absent or false: the newest first. */
  readonly oldestFirst?: boolean;
  /** Time after which a page that is not full is answered as it is, ms. */
  readonly budgetMs?: number;
}

/** Steps of time in which events are counted: from `from` (Unix ms) on, each `stepMs` long. */
export interface EventSteps {
  readonly from: number;
  readonly stepMs: number;
}

/** Events of one type that were accepted in one step. */
export interface EventCount {
  /** Index of the step, from 0. */
  readonly step: number;
  readonly type: string;
  /** True for events that no endpoint received. */
  readonly bare: boolean;
  readonly count: number;
}

/** The counts of events up to a position, newest first; `next` is null where all were counted. */
export interface EventCounts {
  readonly counts: readonly EventCount[];
  readonly next: Position | null;
}

/** Kinds of ids by whose beginning rows are found. */
export type Named = 'event' | 'job' | 'delivery';

/**
 * One page of a list. `next` is the position at which the list goes on; null at its end. A page may hold fewer rows than
 * asked for, or none, and still go on: rare matches are searched for in bounded steps.
 */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly next: Position | null;
}

/** A delivery without its event's data. All times are Unix ms. */
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
  /** Null where the delivery is completed, is being sent, or waits for its predecessor. */
  readonly nextAttemptAt: number | null;
  readonly settledAt: number | null;
  readonly reason: string | null;
  /** HTTP status of the last attempt; null without an attempt or a response. */
  readonly lastStatus: number | null;
  readonly lastError: { readonly code: string; readonly message: string } | null;
  /** Id of the replay that made the delivery; null where acceptance made it. */
  readonly operationId: string | null;
  /** Delivery of the digest that it waits in, or was told by; null: it is none's. */
  readonly groupedIn: string | null;
}

export interface DeliveryRecord {
  readonly summary: DeliverySummary;
  readonly event: GatewayEvent;
  /** The last {@link ATTEMPTS_MAX} attempts, the first of them first. */
  readonly attempts: readonly Attempt[];
  /** Attempts that do not count against the retries: those before the last redelivery, and spared ones. */
  readonly retryBase: number;
  /** The last URL of the endpoint, its secrets masked. */
  readonly maskedUrl: string;
}

export const ATTEMPTS_MAX = 200;

export interface EventSummary {
  readonly id: string;
  readonly type: string;
  /** The timestamp as the sender wrote it. */
  readonly timestamp: string;
  /** Unix ms. */
  readonly acceptedAt: number;
  readonly jobId: string | null;
  /** Sentence about how the data contradicts the schema of the type; null: it agrees, or was not checked. */
  readonly mismatch: string | null;
  /** Counts of the event's deliveries by state. */
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

/** Events of a job that are counted, at most. */
export const JOB_EVENTS_CAP = 10_000;

/** An attempt in the view of a whole job, without its response. */
export interface JobAttempt extends Pick<
  Attempt,
  'number' | 'startedAt' | 'durationMs' | 'status' | 'outcome' | 'errorCode' | 'errorMessage'
> {
  readonly deliveryId: string;
  readonly note: string | null;
}

/** The position of a poll for changes. */
export interface ChangeMark {
  readonly attemptId: number;
  /** Unix ms by the store's clock. */
  readonly at: number;
}

export interface AttemptChange {
  readonly id: number;
  readonly deliveryId: string;
  readonly number: number;
  readonly outcome: RecordedOutcome;
  readonly status: number | null;
  readonly durationMs: number;
}

/** The changes since a mark. Polls overlap, so that late commits are not missed: a change may come twice. */
export interface Changes {
  readonly mark: ChangeMark;
  readonly events: readonly EventSummary[];
  readonly attempts: readonly AttemptChange[];
  /** Deliveries that were attempted or settled. */
  readonly deliveries: readonly DeliverySummary[];
  /** True where there was more than one poll reads. */
  readonly more: boolean;
}

/** Rows of each kind that one poll reads, at most. */
export const CHANGES_MAX = 500;

export interface Counted {
  readonly count: number;
  /** The same count by the ids of the endpoints. */
  readonly byEndpoint: ReadonlyMap<string, number>;
  readonly next: Position | null;
}

/** Reads past events and deliveries. No method reads a body unless its comment says so; all reads are bounded. */
export abstract class HistoryStore {
  abstract deliveries(filter: DeliveryFilter, page: PageRequest): Promise<Page<DeliverySummary>>;

  /** Reads one delivery with its event and attempts, bodies included; null when it is not stored. */
  abstract delivery(id: string): Promise<DeliveryRecord | null>;

  /** Reads those deliveries of the ids that are stored, in no order. */
  abstract deliveriesById(ids: readonly string[]): Promise<DeliverySummary[]>;

  abstract events(filter: EventFilter, page: PageRequest): Promise<Page<EventSummary>>;

  /** Reads one event with its data and its deliveries; null when it is not stored. */
  abstract event(id: string): Promise<EventRecord | null>;

  /** Reads deliveries of these events, the newest deliveries first, at most `limit`. */
  abstract deliveriesOfEvents(eventIds: readonly string[], limit: number): Promise<DeliverySummary[]>;

  /** Reads attempts of these deliveries, the last started first, at most `limit`. */
  abstract attemptsOf(deliveryIds: readonly string[], limit: number): Promise<JobAttempt[]>;

  /** Counts the events of a job from outside, up to {@link JOB_EVENTS_CAP}. */
  abstract eventsOfJob(jobId: string): Promise<number>;

  /** Reads the changes since a mark, of all nodes; for null only the current mark. */
  abstract changes(since: ChangeMark | null): Promise<Changes>;

  /** Reads the settled deliveries, summed by time step and by endpoint. */
  abstract statistics(query: StatisticsQuery): Promise<Statistics>;

  /** Reads the failed attempts by time step and error code, of one endpoint or of all. */
  abstract errors(query: StatisticsQuery): Promise<ErrorRow[]>;

  /** Reads the backlog by time step; in a step without a row it was not recorded. */
  abstract backlog(query: Omit<StatisticsQuery, 'endpointId'>): Promise<BacklogRow[]>;

  /** Reads the queue of an endpoint by time step; steps in which it had none are left out. */
  abstract queue(query: StatisticsQuery & { readonly endpointId: string }): Promise<QueueRow[]>;

  /** Counts events from outside, accepted in [from, to) (Unix ms), that no endpoint received, up to {@link UNROUTED_CAP}. */
  abstract unrouted(from: number, to: number): Promise<number>;

  /** Counts the events of a filter by step and type, from a position on, for as long as its time allows. */
  abstract eventCounts(filter: EventFilter, steps: EventSteps, after: Position | null): Promise<EventCounts>;

  /** Lists ids that begin with a text, in their order, along an index; of jobs each once. Ids of deliveries have small letters. */
  abstract beginningWith(named: Named, text: string, limit: number): Promise<string[]>;

  /**
   * Counts from a position for one bounded step. `next` is the position at which counting goes on; null at the end. The
   * counts of successive calls add up.
   */
  abstract count(filter: DeliveryFilter, after: Position | null): Promise<Counted>;
}
