/** Counts of what an erasure covers, or has deleted. */
export interface ErasedCounts {
  readonly events: number;
  readonly deliveries: number;
  readonly attempts: number;
  /** Messages of the job that are edited or continued. */
  readonly messages: number;
  /** Mutes, operations, audit entries, incidents, system events and views that name the job or an event of it: it is removed from them. */
  readonly mentions: number;
}

/** An erasure to begin. */
export interface NewErasure {
  readonly id: string;
  readonly jobId: string;
  /** SHA-256 of the job's id, hex: what remains of it. */
  readonly jobDigest: string;
  readonly reason: string;
  readonly actor: string;
}

/** The erasure of all that is stored about a job. It is stored, and goes on after a crash, on any node. */
export interface Erasure extends ErasedCounts, Omit<NewErasure, 'jobId'> {
  /** Null once it is done. */
  readonly jobId: string | null;
  readonly state: 'running' | 'done';
  /** Unix ms. */
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** The lease of one node on an erasure. */
export interface ErasureHold {
  readonly id: string;
  /** Fencing token. */
  readonly token: string;
  readonly leaseMs: number;
}

/** The erasure after a step, and whether deliveries that are not settled hold it up. */
export interface ErasureStep {
  readonly erasure: Erasure;
  readonly waits: boolean;
}

/** Erases what is stored about one job. All writes reject with `store_full` and `store_unavailable`. */
export abstract class ErasureStore {
  /** Counts what is stored about a job. */
  abstract count(jobId: string): Promise<ErasedCounts>;

  abstract start(erasure: NewErasure): Promise<Erasure>;

  /** Lists erasures, newest first. */
  abstract list(limit: number): Promise<Erasure[]>;

  abstract find(id: string): Promise<Erasure | null>;

  /** Counts the erasures that are done. */
  abstract countDone(): Promise<number>;

  /** Takes a running erasure that no node holds; null without one. */
  abstract take(token: string, leaseMs: number): Promise<Erasure | null>;

  /** Lists pending deliveries of a job, at most `limit`, the last of each order key first: cancelled so, none falls due. */
  abstract pending(jobId: string, limit: number): Promise<string[]>;

  /**
   * Erases at most `limit` events with their settled deliveries and all that names them, in one transaction; once none is
   * left, all else that names the job, and the erasure is done. Null where the erasure is no longer held.
   */
  abstract step(hold: ErasureHold, limit: number): Promise<ErasureStep | null>;
}
