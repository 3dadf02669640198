import type { TlsMaterial } from '../../net/tls-material.js';
import type { Ordering } from '../../model/endpoint.js';

/** What was set for an endpoint, free of secrets; what is missing follows the gateway's own settings. Stored as it is. */
export interface Settings {
  readonly name?: string;
  readonly events?: readonly string[];
  readonly filter?: object;
  readonly options?: Readonly<Record<string, unknown>>;
  readonly timeout_ms?: number;
  readonly max_retries?: number;
  readonly retry_schedule_ms?: readonly number[];
  readonly ttl_ms?: number;
  readonly rate_limit?: { readonly max: number; readonly window_ms: number };
  readonly concurrency?: number;
  readonly ordering?: Ordering;
}

/** What is stored encrypted. */
export interface Secrets {
  /** Normalised by the adapter. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: Readonly<Record<string, unknown>>;
  /** The endpoint's own signing key; without it the gateway's signs. */
  readonly secret?: string;
  /** Authorities and client certificate of its own; without it the gateway's. */
  readonly tls?: TlsMaterial;
  /** A replaced key that signs too until then, Unix ms. Null stands for the gateway's own. */
  readonly previous?: { readonly secret: string | null; readonly until: number };
}

/** An endpoint that is not of the environment, in clear. */
export interface Definition {
  readonly adapter: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
}
