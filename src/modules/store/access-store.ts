/**
 * The end of the request of an audit entry: `begun` until it is answered, and for good where the gateway stopped before;
 * `done`; `refused` with a 4xx answer; `failed` with a 5xx answer.
 */
export type AuditOutcome = 'begun' | 'done' | 'refused' | 'failed';

/** One request that changed something, or was refused. */
export interface NewAuditEntry {
  /** The caller: the name of a key, `loopback`, `file`, `unknown`. */
  readonly actor: string;
  /** Name of the action: `endpoints.disable`. */
  readonly action: string;
  /** The object of the action, such as an endpoint's id; null where the action has none. */
  readonly target: string | null;
  /** Further facts as a JSON object, never a secret. */
  readonly detail: Readonly<Record<string, unknown>>;
  /** Network address of the caller; empty for the configuration file, and where there were many addresses. */
  readonly address: string;
  readonly outcome: AuditOutcome;
}

/** The part of an entry that is known once its request was answered. */
export type AuditResult = Pick<NewAuditEntry, 'target' | 'detail' | 'outcome'>;

export interface AuditEntry extends NewAuditEntry {
  /** Rises from entry to entry. */
  readonly id: number;
  /** Unix time, ms, by the store's clock. */
  readonly at: number;
}

/** Entries that are looked for; null: any. */
export interface AuditFilter {
  readonly actor: string | null;
  /** Name of an action, or all below a word: `endpoints.*`. */
  readonly action: string | null;
  readonly target: string | null;
  readonly outcome: AuditOutcome | null;
  /** Unix ms, inclusive. */
  readonly from: number | null;
  /** Unix ms, exclusive. */
  readonly to: number | null;
}

export const ANY_AUDIT_ENTRY: AuditFilter = {
  actor: null,
  action: null,
  target: null,
  outcome: null,
  from: null,
  to: null,
};

/** The audit log, and the console sessions that were ended early. */
export abstract class AccessStore {
  /** Resolves with the id of the entry once it is stored. @throws GatewayError `store_full`, `store_unavailable` */
  abstract record(entry: NewAuditEntry): Promise<number>;

  /** Adds the result to an entry; does nothing where the entry no longer exists. */
  abstract complete(id: number, result: AuditResult): Promise<void>;

  /** Reads at most `limit` entries that match, newest first; only those with an id below `before`, unless it is null. */
  abstract entries(
    limit: number,
    before: number | null,
    filter?: Partial<AuditFilter>,
  ): Promise<AuditEntry[]>;

  /** Ends a session. `until` (Unix ms): when it would have expired. */
  abstract endSession(id: string, until: number): Promise<void>;

  /** True where the session was ended early. */
  abstract isEnded(sessionId: string): Promise<boolean>;

  /**
   * Deletes at most `limit` entries older than `before` (Unix ms), and ended sessions that would have expired by now.
   * Returns how many entries it deleted; 0 means done.
   */
  abstract purge(before: number, limit: number): Promise<number>;
}
