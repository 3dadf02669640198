/** At most `max` sends in any window of `windowMs` ms. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

export interface RetryPolicy {
  /** Retries after the first attempt; 0 means one attempt. */
  readonly maxRetries: number;
  /** Wait before the first retry, ms; doubles with each further one. */
  readonly delayMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxDelayMs: number;
  /** Waits before each retry, ms; where set it replaces all of the above. */
  readonly schedule: readonly number[] | null;
  /** Deliveries older than this, ms since acceptance, are given up as `expired`; null: never. */
  readonly ttlMs: number | null;
}

/** Why and since when an endpoint gets nothing. */
export interface Disabled {
  readonly reason: string;
  /** Unix time, ms. */
  readonly at: number;
}

/** Where an endpoint was configured: `WEBHOOK_URLS`, the configuration file, or the API. */
export type EndpointSource = 'environment' | 'file' | 'api';

/** Whether deliveries of one job go one after the other, in the order of acceptance. */
export type Ordering = 'none' | 'job';

/** A key that was replaced and still signs beside the new one. */
export interface PreviousSecret {
  readonly secret: string;
  /** Unix time, ms, from which on it no longer signs. */
  readonly until: number;
}

/** For connections to the endpoint. Texts in PEM; null where there is nothing. */
export interface EndpointTls {
  /** Authorities that are trusted beside the gateway's. */
  readonly ca: string | null;
  /** The client certificate, with its intermediate certificates behind it. */
  readonly cert: string | null;
  /** Its private key: a secret. */
  readonly key: string | null;
  /** Of an encrypted key: a secret. */
  readonly passphrase: string | null;
}

/** A configured destination, as the running gateway uses it. */
export interface Endpoint {
  /** Internal and stable: tied to the URL, not to its place in a list. */
  readonly id: string;
  /** Public name: `webhook_1`. */
  readonly webhookId: string;
  /** What people call it; the public name unless they gave another. */
  readonly name: string;
  readonly source: EndpointSource;
  /** In clear: a secret for chat targets. Never logged, see `maskedUrl`. */
  readonly url: string;
  readonly maskedUrl: string;
  /** Type of the adapter that formats for it. */
  readonly adapter: string;
  readonly options: object;
  /** True where the operator wrote the URL into the environment or the file: the guard lets its host pass. */
  readonly trusted: boolean;
  /** Event patterns: `job.completed`, `job.*`, `*`. */
  readonly events: readonly string[];
  /** A MongoDB-style query over the event; null wants every event of its types. */
  readonly filter: object | null;
  /** Custom headers, in the order configured. */
  readonly headers: Readonly<Record<string, string>>;
  /** Total deadline of an attempt, ms: connect, headers and body. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  /** All of them hold: the configured one and, on the platform's own host, the platform's. */
  readonly rateLimits: readonly RateLimit[];
  /** Attempts in flight at once, on one node. */
  readonly concurrency: number;
  readonly ordering: Ordering;
  /** HMAC-SHA256 key. */
  readonly secret: string;
  readonly previousSecret: PreviousSecret | null;
  /** Authorities and client certificate of its own; null: the gateway's. */
  readonly tls: EndpointTls | null;
  /** Gets no new deliveries, and what waits for it is kept. */
  readonly disabled: Disabled | null;
  /** Unix ms since when its deliveries, new ones too, wait in the store; null while they go out. */
  readonly pausedAt: number | null;
}

/** The state that lists, status and stream show. An endpoint that is disabled and paused shows as disabled. */
export function endpointState({
  disabled,
  pausedAt,
}: Pick<Endpoint, 'disabled' | 'pausedAt'>): 'enabled' | 'disabled' | 'paused' {
  if (disabled) return 'disabled';
  return pausedAt === null ? 'enabled' : 'paused';
}
