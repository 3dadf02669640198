/** The part `webhooks` of `GET /api/webhooks/status`; the gateway may send more fields. */
export interface GatewayStatus {
  readonly active_webhooks: number;
  readonly total_webhooks: number;
  /** Number of failed attempts. */
  readonly total_errors: number;
  /** Sends in the window that ends now, by endpoint. */
  readonly rate_limits: Readonly<Record<string, number>>;
  readonly error_counts: Readonly<Record<string, number>>;
  readonly config: {
    readonly max_retries: number;
    /** Base delay of retries, ms. */
    readonly retry_delay: number;
    /** Rate limit, such as `100/60000ms`. */
    readonly rate_limit: string;
    readonly secret_configured: boolean;
    readonly [more: string]: unknown;
  };
  readonly [more: string]: unknown;
}

/** The result of an endpoint test. */
export interface EndpointTest {
  readonly success: boolean;
  /** HTTP status; 0 without an answer. */
  readonly status: number;
  /** Duration, ms; 0 without an answer. */
  readonly duration: number;
  readonly url: string;
  readonly message: string;
  /** Error code, such as `ENOTFOUND`. */
  readonly error?: string;
}
