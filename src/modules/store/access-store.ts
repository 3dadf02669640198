/**
 * How the request of an audit entry ended: `begun` until that is known, and for ever where the gateway ended before its
 * answer; `done`; `refused` with a 4xx answer; `failed` with a 5xx answer.
 */
export type AuditOutcome = 'begun' | 'done' | 'refused' | 'failed';

/** One request that changed something, or was refused. */
export interface NewAuditEntry {
  /** Who: a key's fingerprint, `console`, `loopback`, `file`, `unknown`. */
  readonly actor: string;
  /** What: `endpoints.disable`. */
  readonly action: string;
  /** To what; null where it was to nothing in particular. */
  readonly target: string | null;
  /** A few words more as a JSON object, never a secret. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Network address it came from; empty where it came from the file, or from many addresses. */
  readonly address: string;
  readonly outcome: AuditOutcome;
}

/** What is only known of an entry once its request was answered. */
export type AuditResult = Pick<NewAuditEntry, 'target' | 'detail' | 'outcome'>;

export interface AuditEntry extends NewAuditEntry {
  /** Rises from entry to entry. */
  readonly id: number;
  /** Unix time, ms, by the store's clock. */
  readonly at: number;
}

/** What guards the gateway has to remember: who changed what, and which sessions of the console were ended early. */
export abstract class AccessStore {
  /** Resolves with the id of the entry once it is stored. @throws GatewayError `store_full`, `store_unavailable` */
  abstract record(entry: NewAuditEntry): Promise<number>;

  /** Writes what has become known of an entry into it; does nothing where the entry is no longer there. */
  abstract complete(id: number, result: AuditResult): Promise<void>;

  /** At most `limit` entries, the newest first; only those with a smaller id than `before`, unless it is null. */
  abstract entries(limit: number, before: number | null): Promise<AuditEntry[]>;

  /** The session counts no longer. `until` (Unix ms): when it would have ended by itself. */
  abstract endSession(id: string, until: number): Promise<void>;

  abstract isEnded(sessionId: string): Promise<boolean>;

  /**
   * Deletes at most `limit` entries older than `before` (Unix ms), and sessions that have ended by themselves since.
   * Returns how many entries it deleted; 0 means done.
   */
  abstract purge(before: number, limit: number): Promise<number>;
}
