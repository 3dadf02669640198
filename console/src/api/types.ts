/** Objects of the admin API, as in its description: times are ISO 8601 in UTC, durations ms. */
import type { components, operations } from './schema.d.ts';

type Described = components['schemas'];

export type DeliveryState = Delivery['state'];
export type EndpointState = Endpoint['state'];
export type BreakerState = Endpoint['breaker'];
export type Fault = Described['DeliveryFault'];
export type Session = Described['Session'];
export type Endpoint = Described['Endpoint'];
export type ButtonListener = Described['ButtonListener'];
/** Settable fields of an endpoint. */
export type EndpointDraft = Described['EndpointRequest'];
export type Check = Described['EndpointCheck'];
export type Limit = Described['LimitUsage'];
export type Preview = Described['Preview'];
/** The event of a preview: a stored one, a sample by name, or one written by hand; with a presentation that is not saved. */
export type PreviewSource = Omit<Described['PreviewRequest'], 'endpoint'>;
/** A fault of one field of a request; of a template, with line and column. */
export type FieldFault = Described['FieldFault'];
/** The result of a test, and the explanation of a failure. */
export type TestOutcome = Pick<Described['EndpointTestAnswer'], 'test_result' | 'explanation'>;
export type Sample = Described['AdapterSample'];
export type Adapter = Described['Adapter'];
export type Delivery = Described['Delivery'];
export type Attempt = Described['Attempt'];
export type DeliveryDetail = Described['DeliveryDetail'];
/** Actions on one delivery or on many. */
export type Repair = 'redeliver' | 'cancel' | 'retry';
/** The means of probing a circuit: a queued delivery, or a test message. */
export type ProbeWith = 'delivery' | 'test';
/** The offer that comes with a successful test of an endpoint whose circuit is open. */
export type TestOffer = NonNullable<Described['SavedEndpointTestAnswer']['offer']>;
export type Comparison = Described['Comparison'];
export type ComparedEvent = Described['ComparedEvent'];
export type CompareRequest = Described['CompareRequest'];
export type FilterCheck = Described['FilterCheck'];
export type DryRunEndpoint = Described['DryRunEndpoint'];
export type EventSummary = Described['Event'];
export type EventDetail = Described['EventDetail'];
export type Job = Described['JobHistory'];
export type JobSummary = Described['JobSummary'];
export type JobAttempt = Described['JobAttempt'];
export type JobMessage = Described['JobMessage'];
export type Incident = Described['Incident'];
export type IncidentDetail = Described['IncidentDetail'];
export type IncidentStep = Described['IncidentStep'];
export type IncidentAttempt = Described['IncidentAttempt'];
export type Operation = Described['Operation'];
export type OperationDetail = Described['OperationDetail'];
export type OperationFilter = Described['OperationFilter'];
/** A time in which an endpoint, or all of them, notify nobody. */
export type Mute = Described['Mute'];
export type AuditEntry = Described['AuditEntry'];
/** Filter of the audit log, in the form of the API's query. */
export type AuditFilter = Pick<
  NonNullable<operations['listAudit']['parameters']['query']>,
  'actor' | 'action' | 'target' | 'outcome' | 'from' | 'to'
>;
export type Key = Described['Key'];
export type NewKey = Described['NewKeyRequest'];
export type Role = Key['role'];
export type ErasedCounts = Described['ErasedCounts'];
export type StatsPoint = Described['StatsPoint'];
export type EndpointStats = Described['StatsEndpoint'];
export type StatsError = Described['StatsError'];
export type Stats = Described['Stats'];
export type Status = Described['Status'];
export type EventType = Described['EventType'];
/** The fields of an event type that the API sets. */
export type EventTypeEntry = Described['EventTypeRequest'];

/** One page of the delivery list. */
export type DeliveryPage = Described['DeliveriesAnswer'];
export type EventData = Readonly<Record<string, unknown>>;

/** The filter of the event list, in the form of the API's query. */
export type EventFilter = {
  readonly [
    Name in Exclude<keyof NonNullable<operations['listEvents']['parameters']['query']>, 'limit' | 'cursor'>
  ]?: string;
};
/** A saved view, and the list that it shows. */
export type View = Described['View'];
export type ViewDraft = Described['ViewRequest'];
export type ViewPage = View['page'];
export type EventCounts = Described['EventCounts'];
export type SearchResult = Described['SearchResult'];
/** The events that a replay considers. */
export type ReplaySource = Omit<Described['ReplayRequest'], 'dry_run' | 'rate'>;
export type MuteDraft = Described['MuteRequest'];
export type EventPage = Described['EventsAnswer'];

type DeliveryQuery = NonNullable<operations['listDeliveries']['parameters']['query']>;

/**
 * The filter of the delivery list as texts: the query parameters of the API, and `overdue`, which the console applies
 * itself (`true`: pending deliveries that are due and not held).
 */
export type DeliveryFilter = {
  readonly [Name in Exclude<keyof DeliveryQuery, 'limit' | 'cursor'> | 'overdue']?: string;
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
  /** Time of the oldest row that was searched; null: the list was searched to its end. */
  readonly searchedTo: string | null;
}
