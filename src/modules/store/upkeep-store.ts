import type { Backlog } from './statistics.js';

/** Deliveries by state. Counts stop at `COUNT_CAP`: counting further would read the whole table. */
export interface DeliveryCounts {
  readonly pending: number;
  readonly sending: number;
  readonly failed: number;
  /** Unix ms of acceptance of the oldest delivery not yet settled; null when none is open. */
  readonly oldestOpenAt: number | null;
}

export const COUNT_CAP = 100_000;

/** Deliveries of an endpoint that are due and not taken yet. */
export interface EndpointDue {
  readonly endpointId: string;
  /** Stops at `DUE_CAP`. */
  readonly count: number;
  /** How long the first of them has been due, ms. */
  readonly sinceMs: number;
}

export const DUE_CAP = 10_000;

/** What an endpoint owes, due or not. */
export interface EndpointQueue {
  readonly endpointId: string;
  /** Pending deliveries; stops at {@link QUEUE_CAP}. */
  readonly queued: number;
  /** Unix ms of acceptance (or of the last redelivery) of the oldest of them; null without any. */
  readonly oldestAt: number | null;
  /** Deliveries that are failed now; stops at {@link QUEUE_CAP}. */
  readonly failed: number;
}

export const QUEUE_CAP = 10_000;

/** All endpoints together; `sinceMs` of the one that is due longest, null when none is. */
export function pastDue(due: readonly EndpointDue[]): {
  readonly count: number;
  readonly sinceMs: number | null;
} {
  const count = due.reduce((sum, one) => sum + one.count, 0);
  return { count, sinceMs: due.length === 0 ? null : Math.max(...due.map(({ sinceMs }) => sinceMs)) };
}

/** What the schedule and the status page need: housekeeping and a cheap look at the whole. */
export abstract class UpkeepStore {
  /**
   * Deletes at most `limit` deliveries settled before `before` (Unix ms) with their attempts, and events accepted
   * before it that have no delivery left. Returns how many rows of both it deleted; 0 means done.
   */
  abstract purge(before: number, limit: number): Promise<number>;

  abstract counts(): Promise<DeliveryCounts>;

  /** By endpoint; those with nothing due are not among them. */
  abstract due(): Promise<EndpointDue[]>;

  /** By endpoint; those with nothing pending and nothing failed may be missing. */
  abstract queues(): Promise<EndpointQueue[]>;

  /**
   * Gives a bounded piece of what deleted rows have left free back to the disk. Resolves with its size in bytes; 0: there
   * is nothing to give back, or the database keeps its files by itself.
   */
  abstract shrink(): Promise<number>;

  /** Keeps what waits now, for looking back: of each minute and hour the most. */
  abstract recordBacklog(backlog: Backlog): Promise<void>;

  /**
   * Asks for the turn at a piece of upkeep that one node does for all. True: for the next `ms` ms no other node gets it;
   * whoever has it and asks again keeps it. One that dies, or is held up, loses it by not asking.
   */
  abstract turn(task: string, ms: number): Promise<boolean>;

  /**
   * One round trip to the store; rejects when it does not answer. After a write that its disk did not take it tries to
   * write a little, and rejects as long as that fails: `store_full`, `store_unavailable`.
   */
  abstract ping(): Promise<void>;
}
