/** `webhooks` of `GET /api/webhooks/status`; the gateway may say more. */
export interface GatewayStatus {
  readonly active_webhooks: number;
  readonly total_webhooks: number;
  /** Failed attempts. */
  readonly total_errors: number;
  /** Sends in the window that ends now, by endpoint. */
  readonly rate_limits: Readonly<Record<string, number>>;
  readonly error_counts: Readonly<Record<string, number>>;
  readonly config: {
    readonly max_retries: number;
    /** ms */
    readonly retry_delay: number;
    /** `100/60000ms` */
    readonly rate_limit: string;
    readonly secret_configured: boolean;
    readonly [more: string]: unknown;
  };
  readonly [more: string]: unknown;
}

/** What a test of an endpoint came to. */
export interface EndpointTest {
  readonly success: boolean;
  /** HTTP status; 0 when no answer came. */
  readonly status: number;
  /** ms; 0 when no answer came. */
  readonly duration: number;
  readonly url: string;
  readonly message: string;
  /** Such as `ENOTFOUND`. */
  readonly error?: string;
}
