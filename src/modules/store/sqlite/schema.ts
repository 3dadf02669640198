import type { Generated, Insertable, Selectable } from 'kysely';
import type { EndpointSource } from '../../model/endpoint.js';
import type { DeliveryState } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import type { AuditOutcome } from '../access-store.js';
import type { ReadHealthRow } from '../read-rows.js';

/** Times are Unix ms throughout. */
export interface Tables {
  endpoints: EndpointsTable;
  events: EventsTable;
  deliveries: DeliveriesTable;
  attempts: AttemptsTable;
  endpoint_health: HealthTable;
  filler: { bytes: Uint8Array };
  audit_entries: AuditTable;
  ended_sessions: { id: string; until: number };
  last_seen: { id: number; at: number };
}

interface EndpointsTable {
  id: string;
  source: EndpointSource;
  fingerprint: string;
  webhook_id: string;
  adapter: string;
  masked_url: string;
  disabled_at: number | null;
  disabled_reason: string | null;
  removed_at: number | null;
  created_at: number;
  paused_at: Generated<number | null>;
}

interface EventsTable {
  id: string;
  type: string;
  /** Bytes of `data` in UTF-8. */
  size: number;
  timestamp: string;
  accepted_at: number;
  content_hash: string | null;
  /** 1 while no delivery refers to it: the only events that are purged by their own age. */
  bare: 0 | 1;
  job_id: string | null;
  data: string;
  traceparent: string | null;
  tracestate: string | null;
  /** JSON of a CloudEvent's context attributes. */
  cloud_event: string | null;
  /** Among the events of its call, from 0. */
  place: number;
}

interface DeliveriesTable {
  id: string;
  event_id: string;
  endpoint_id: string;
  webhook_id: string;
  /** Place among the event's deliveries, from 0. */
  position: number;
  state: DeliveryState;
  attempts: number;
  next_attempt_at: number | null;
  lease_token: string | null;
  /** 0 for a lease taken by an earlier process. */
  lease_until: number | null;
  created_at: number;
  settled_at: number | null;
  reason: string | null;
  order_key: string | null;
  /** Place within the endpoint and key; null without a key. */
  order_seq: number | null;
  /** Attempts that do not count against the retries: those before the last redelivery, and those that were spared. */
  retry_base: Generated<number>;
  /** When it was last redelivered. */
  revived_at: Generated<number | null>;
  /** The operation that made it. */
  operation_id: Generated<string | null>;
  /** Of one that was redelivered: when it had failed before. */
  failed_at: Generated<number | null>;
  /** The operation that acted on it last. */
  repair_id: Generated<string | null>;
}

interface AttemptsTable {
  id: Generated<number>;
  delivery_id: string;
  number: number;
  started_at: number;
  duration_ms: number;
  /** When it was written down: at its end or, while the store was away, later. */
  recorded_at: number;
  status: number | null;
  outcome: Outcome['kind'];
  error_code: string | null;
  error_message: string | null;
  response_body: string | null;
  /** JSON of what came back, masked. */
  response_headers: string | null;
  /** Digest of what the request was formed by. */
  form: string | null;
  note: string | null;
}

type HealthTable = Omit<ReadHealthRow, 'quiet'> & { quiet: 0 | 1 };

export type HealthRow = Selectable<HealthTable>;
interface AuditTable {
  id: Generated<number>;
  at: number;
  actor: string;
  action: string;
  target: string | null;
  /** A JSON object. */
  detail: string;
  address: string;
  outcome: AuditOutcome;
}

export type AuditRow = Selectable<AuditTable>;
export type NewAuditRow = Omit<Insertable<AuditTable>, 'id'>;
export type EndpointRow = Selectable<EndpointsTable>;
export type NewEventRow = Insertable<EventsTable>;
export type NewDeliveryRow = Insertable<DeliveriesTable>;
export type NewAttemptRow = Omit<Insertable<AttemptsTable>, 'id'>;
