/** How names are resolved, as the environment says. */
export interface NameSettings {
  /** `direct`: the gateway asks the name servers itself; `system`: `getaddrinfo` of the system. */
  readonly mode: 'direct' | 'system';
  /** `address` or `address:port`; none: those of the system. */
  readonly servers: readonly string[];
  /** Deadline of one look-up, ms. */
  readonly timeoutMs: number;
}

export const NAME_DEFAULTS: NameSettings = { mode: 'direct', servers: [], timeoutMs: 4_000 };
