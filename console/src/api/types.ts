/** The admin API's objects, as they travel. Times are ISO 8601 in UTC, durations ms. */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed' | 'cancelled';
export type EndpointState = 'enabled' | 'disabled' | 'paused';
export type BreakerState = 'closed' | 'open' | 'half-open';

export interface Fault {
  readonly code: string;
  readonly message: string;
}

export interface Session {
  readonly authenticated: boolean;
  /** Whether keys are set, so that somebody has to sign in. */
  readonly required: boolean;
  readonly csrf_token: string | null;
  readonly version: string;
  readonly brand: string;
}

/** What one may set of an endpoint. */
export interface EndpointDraft {
  readonly url?: string;
  readonly name?: string;
  readonly adapter?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly events?: readonly string[];
  readonly filter?: object | null;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeout_ms?: number;
  readonly max_retries?: number;
  readonly rate_limit?: { readonly max: number; readonly window_ms: number };
  readonly concurrency?: number;
  readonly ordering?: 'none' | 'job';
}

export interface Endpoint {
  readonly id: string;
  readonly webhook_id: string;
  readonly name: string;
  readonly source: 'environment' | 'file' | 'api';
  readonly adapter: string;
  /** Masked. */
  readonly url: string;
  readonly events: readonly string[];
  readonly filter: object | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, unknown>>;
  readonly timeout_ms: number;
  readonly max_retries: number;
  readonly retry_schedule_ms: readonly number[] | null;
  readonly ttl_ms: number | null;
  readonly rate_limit: { readonly max: number; readonly window_ms: number } | null;
  readonly concurrency: number;
  readonly ordering: 'none' | 'job';
  readonly secret: { readonly own: boolean; readonly previous_until: string | null };
  readonly state: EndpointState;
  readonly disabled_reason: string | null;
  readonly disabled_at: string | null;
  readonly paused_at: string | null;
  readonly breaker: BreakerState;
  readonly rate_limit_used: number;
  readonly failing_since: string | null;
  readonly next_probe_at: string | null;
  readonly last_error: Fault | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly read_only: boolean;
}

export interface Check {
  readonly adapter: string;
  readonly label: string;
  readonly url: string;
  readonly warnings: readonly string[];
  readonly allowed: boolean;
  readonly message: string | null;
}

export interface Limit {
  readonly name: string;
  readonly used: number;
  readonly max: number;
}

export interface Preview {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly matches: boolean;
  readonly reason: string | null;
  readonly limits: readonly Limit[];
}

/** The event a preview is made of: one that is stored, a sample by name, or one that is written here. */
export interface PreviewSource {
  readonly event?: string;
  readonly data?: object;
  readonly event_id?: string;
  readonly sample?: string;
}

export interface TestResult {
  readonly success: boolean;
  readonly status: number;
  readonly duration: number;
  readonly url: string;
  readonly message: string;
  readonly error?: string;
}

export interface Sample {
  readonly name: string;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Adapter {
  readonly type: string;
  readonly label: string;
  readonly limits: Readonly<Record<string, number>>;
  readonly rate_limits: readonly { readonly max: number; readonly window_ms: number }[];
  readonly samples: readonly Sample[];
}

export interface Delivery {
  readonly id: string;
  readonly event_id: string;
  readonly event: string;
  readonly job_id: string | null;
  readonly endpoint_id: string;
  readonly webhook_id: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly created_at: string;
  readonly next_attempt_at: string | null;
  readonly settled_at: string | null;
  readonly reason: string | null;
  readonly last_status: number | null;
  readonly last_error: Fault | null;
  readonly replay_of: string | null;
}

export interface Attempt {
  readonly number: number;
  readonly started_at: string;
  readonly duration_ms: number;
  readonly status: number | null;
  readonly outcome: string;
  readonly error: Fault | null;
  readonly response: {
    readonly headers: Readonly<Record<string, string>> | null;
    readonly body: string | null;
  } | null;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  } | null;
  /** Why the request may differ from what was sent, or is not there. */
  readonly request_note?: string | null;
}

export interface DeliveryDetail extends Delivery {
  readonly data: Readonly<Record<string, unknown>>;
  readonly timestamp: string;
  readonly history: readonly Attempt[];
  readonly will_retry: boolean;
  readonly retry_reason: string;
}

export interface EventSummary {
  readonly id: string;
  readonly type: string;
  readonly timestamp: string;
  readonly accepted_at: string;
  readonly job_id: string | null;
  readonly deliveries: Readonly<Record<'total' | 'delivered' | 'failed' | 'pending' | 'cancelled', number>>;
}

export interface EventDetail extends EventSummary {
  readonly data: Readonly<Record<string, unknown>>;
  readonly deliveries_list: readonly Delivery[];
}

export interface Job {
  readonly job_id: string;
  readonly events: readonly (EventSummary & { readonly deliveries_list: readonly Delivery[] })[];
  readonly first_at: string;
  readonly last_at: string;
}

export interface Operation {
  readonly id: string;
  readonly kind: 'redeliver' | 'cancel' | 'replay';
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  /** Null where counting would have taken too long. */
  readonly total: number | null;
  readonly processed: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly created_at: string;
  readonly finished_at: string | null;
}

export interface StatsPoint {
  readonly at: string;
  readonly delivered: number;
  readonly failed: number;
  readonly retried: number;
  readonly cancelled: number;
  readonly p50_ms: number | null;
  readonly p95_ms: number | null;
}

export interface EndpointStats extends Omit<StatsPoint, 'at' | 'cancelled'> {
  readonly endpoint_id: string;
  readonly webhook_id: string;
  readonly series: readonly Pick<StatsPoint, 'at' | 'delivered' | 'failed'>[];
}

export interface Stats {
  readonly step_ms: number;
  readonly series: readonly StatsPoint[];
  readonly totals: Omit<StatsPoint, 'at'>;
  readonly endpoints: readonly EndpointStats[];
}

export interface Status {
  readonly active_webhooks: number;
  readonly total_webhooks: number;
  readonly config: {
    readonly events: readonly string[];
    readonly retention_days: number;
    readonly store: string;
    readonly rate_limit: string;
    readonly max_retries: number;
    readonly timeout: number;
  };
  readonly deliveries: {
    readonly pending: number;
    readonly sending: number;
    readonly failed: number;
    readonly oldest_open_age_ms: number | null;
  };
}

/** The filter of the delivery list, as it stands in the address and in the query of the API. */
export interface DeliveryFilter {
  readonly state?: string;
  readonly endpoint?: string;
  readonly event?: string;
  readonly job_id?: string;
  readonly event_id?: string;
  readonly from?: string;
  readonly to?: string;
  readonly error?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
