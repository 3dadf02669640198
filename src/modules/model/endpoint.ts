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

/** A configured destination, as the running gateway uses it. */
export interface Endpoint {
  /** Internal and stable: tied to the URL, not to its place in a list. */
  readonly id: string;
  /** Public name: `webhook_1`. */
  readonly webhookId: string;
  /** In clear: a secret for chat targets. Never logged, see `maskedUrl`. */
  readonly url: string;
  readonly maskedUrl: string;
  /** The adapter's type: `generic`, `slack`, `discord`. */
  readonly adapter: string;
  readonly options: object;
  /** Event patterns: `job.completed`, `job.*`, `*`. */
  readonly events: readonly string[];
  /** Custom headers, in the order configured. */
  readonly headers: Readonly<Record<string, string>>;
  /** Total deadline of an attempt, ms: connect, headers and body. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  /** All of them hold: the configured one and, on the platform's own host, the platform's. */
  readonly rateLimits: readonly RateLimit[];
  /** HMAC-SHA256 key. */
  readonly secret: string;
  readonly disabled: Disabled | null;
}
