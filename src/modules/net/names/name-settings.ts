/** Settings of name resolution. */
export interface NameSettings {
  /** `direct`: the gateway asks the name servers itself; `system`: it calls the system's `getaddrinfo`. */
  readonly mode: 'direct' | 'system';
  /** Name servers as `address` or `address:port`; empty: those of the system. */
  readonly servers: readonly string[];
  /** Deadline of one look-up, ms. */
  readonly timeoutMs: number;
}

/** Name resolution by default. */
export const NAME_DEFAULTS: NameSettings = { mode: 'direct', servers: [], timeoutMs: 4_000 };
