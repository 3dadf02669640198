import type { Batch } from './batch.js';
import type { Announcements, ConversationMode } from './conversation.js';
import type { Digest } from './digest.js';
import type { Links, MessageOptions } from './message-options.js';
import type { Payload } from './payload.js';
import type { Quiet } from './quiet.js';

/** A limit of `max` sends in any window of `windowMs` ms. */
export interface RateLimit {
  readonly max: number;
  readonly windowMs: number;
}

/** The retries of an endpoint's deliveries. */
export interface RetryPolicy {
  /** Maximum of retries after the first attempt; 0 means one attempt. */
  readonly maxRetries: number;
  /** Wait before the first retry, ms; doubles with each further one. */
  readonly delayMs: number;
  /** Upper bound of the doubling, ms. */
  readonly maxDelayMs: number;
  /** Waits before each retry, ms; replaces the three fields above; null: not set. */
  readonly schedule: readonly number[] | null;
  /** Age, ms since acceptance, at which a pending delivery fails as `expired`; null: never. */
  readonly ttlMs: number | null;
}

/** The reason why an endpoint is disabled, and since when. */
export interface Disabled {
  readonly reason: string;
  /** Time of disabling, Unix ms. */
  readonly at: number;
  /** The error for which the gateway disabled the endpoint by itself; absent: an operator did. */
  readonly cause?: {
    readonly code: string;
    /** True where only system events had failed. */ readonly quiet: boolean;
  };
}

/** The source of an endpoint's configuration: `WEBHOOK_URLS`, the configuration file, or the API. */
export type EndpointSource = 'environment' | 'file' | 'api' | 'listener';

/** The order of deliveries: `job` sends those of one job one after the other, in the order of acceptance. */
export type Ordering = 'none' | 'job';

/** A replaced signing key that still signs beside the new one. */
export interface PreviousSecret {
  readonly secret: string;
  /** End of its use, Unix ms. */
  readonly until: number;
}

/** TLS settings of an endpoint's connections. Texts are PEM; null: not set. */
export interface EndpointTls {
  /** Authorities trusted beside the gateway's. */
  readonly ca: string | null;
  /** Client certificate, followed by its intermediate certificates. */
  readonly cert: string | null;
  /** Private key of the client certificate: a secret. */
  readonly key: string | null;
  /** Passphrase of an encrypted key: a secret. */
  readonly passphrase: string | null;
}

/** A configured destination, in the form the running gateway uses. */
export interface Endpoint {
  /** Internal, stable id, made once: for the URL of an environment endpoint, whatever its position in the list. */
  readonly id: string;
  /** Public name: `webhook_1`. */
  readonly webhookId: string;
  /** Display name; the public name by default. */
  readonly name: string;
  readonly source: EndpointSource;
  /** URL in clear, a secret for chat targets. Never logged; see `maskedUrl`. */
  readonly url: string;
  readonly maskedUrl: string;
  /** Type of the adapter that formats its messages. */
  readonly adapter: string;
  readonly options: object;
  /** Whether the operator wrote the URL into the environment or the file, so that the guard allows its host. */
  readonly trusted: boolean;
  /** Event patterns: `job.completed`, `job.*`, `*`. */
  readonly events: readonly string[];
  /** MongoDB-style query over the event; null: every event of its types. */
  readonly filter: object | null;
  /** Custom headers, in the order configured. */
  readonly headers: Readonly<Record<string, string>>;
  /** Timeout of an attempt as a whole, ms: connection, headers and body. */
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
  /** Rate limits, all of which hold: the configured one and, on the platform's own host, the platform's. */
  readonly rateLimits: readonly RateLimit[];
  /** Maximum of attempts in flight on one node. */
  readonly concurrency: number;
  readonly ordering: Ordering;
  /** Form that the events of one job take; `each` where the deliveries of a job are not ordered. */
  readonly conversation: ConversationMode;
  /** The edits of `live` messages that a short new message announces. */
  readonly announce: Announcements;
  /** Times in which nobody is to be disturbed; null: none. */
  readonly quiet: Quiet | null;
  /** Rules by which many messages become one; null: none do. */
  readonly digest: Digest | null;
  /** Rules by which events share requests; null: each has a request of its own. */
  readonly batch: Batch | null;
  /** Key of the signatures (HMAC-SHA256). */
  readonly secret: string;
  readonly previousSecret: PreviousSecret | null;
  /** Private key of Ed25519 that signs too (`whsk_…`); null: none. */
  readonly signingKey: string | null;
  /** The key before, which still signs beside it. */
  readonly previousSigningKey: PreviousSecret | null;
  /** TLS settings of its own; null: the gateway's. */
  readonly tls: EndpointTls | null;
  /** Presentation of its messages, complete with defaults; without effect where an application receives the event. */
  readonly message: MessageOptions;
  /** The payload that an application receives; `gateway` for every other target. */
  readonly payload: Payload;
  /** Addresses to which its messages lead. */
  readonly links: Links;
  /** Set while the endpoint is disabled: it gets no new deliveries, and pending ones are kept. */
  readonly disabled: Disabled | null;
  /** Time of pausing, Unix ms: all its deliveries wait in the store since then; null while it is not paused. */
  readonly pausedAt: number | null;
}

/** Returns the state that lists, status and stream show. An endpoint that is disabled and paused shows as disabled. */
export function endpointState({
  disabled,
  pausedAt,
}: Pick<Endpoint, 'disabled' | 'pausedAt'>): 'enabled' | 'disabled' | 'paused' {
  if (disabled) return 'disabled';
  return pausedAt === null ? 'enabled' : 'paused';
}
