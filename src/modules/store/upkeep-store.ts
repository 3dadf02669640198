import type { Position } from './history-store.js';
import type { Backlog, QueueSample } from './statistics.js';

/** Deliveries by state. Counts stop at `COUNT_CAP`: counting further would read the whole table. */
export interface DeliveryCounts {
  readonly pending: number;
  readonly sending: number;
  readonly failed: number;
  /** Unix ms of acceptance of the oldest delivery not yet settled; null when none is open. */
  readonly oldestOpenAt: number | null;
}

export const COUNT_CAP = 100_000;

/** Overdue deliveries of an endpoint: due, and not leased. */
export interface EndpointDue {
  readonly endpointId: string;
  /** Stops at `DUE_CAP`. */
  readonly count: number;
  /** Time for which the first of them has been due, ms. */
  readonly sinceMs: number;
}

export const DUE_CAP = 10_000;

/** Pending and failed deliveries of an endpoint, due or not. */
export interface OutstandingDeliveries {
  readonly endpointId: string;
  /** Pending deliveries; stops at {@link OUTSTANDING_CAP}. */
  readonly queued: number;
  /** Unix ms of acceptance (or of the last redelivery) of the oldest pending delivery; null without any. */
  readonly oldestAt: number | null;
  /** Deliveries that are failed now; stops at {@link OUTSTANDING_CAP}. */
  readonly failed: number;
}

export const OUTSTANDING_CAP = 10_000;

/** Sums overdue deliveries over all endpoints; `sinceMs` of the longest overdue one, null when none is. */
export function pastDue(due: readonly EndpointDue[]): {
  readonly count: number;
  readonly sinceMs: number | null;
} {
  const count = due.reduce((sum, one) => sum + one.count, 0);
  return { count, sinceMs: due.length === 0 ? null : Math.max(...due.map(({ sinceMs }) => sinceMs)) };
}

/** Choice of the events that {@link UpkeepStore.purgeTypes} deletes. */
export interface TypePurge {
  readonly pattern: string;
  /** Patterns of types that are not deleted, though `pattern` matches them. */
  readonly except: readonly string[];
  /** Unix ms. */
  readonly before: number;
  /** Position after which the purge goes on; null: at the oldest event. */
  readonly after: Position | null;
}

export interface TypePurged {
  readonly deleted: number;
  readonly next: Position | null;
}

/** Housekeeping, and cheap figures of the whole store for the schedule and the status page. */
export abstract class UpkeepStore {
  /**
   * Deletes at most `limit` deliveries settled before `before` (Unix ms) with their attempts, and events accepted
   * before it that have no delivery left. Returns the number of deleted deliveries and events; 0 means done.
   */
  abstract purge(before: number, limit: number): Promise<number>;

  /**
   * Deletes events of some types that were accepted before a time, with their deliveries and attempts; those with an open
   * delivery stay. Looks at a bounded number of events along the index of their acceptance.
   *
   * @returns the number of deleted events, and where the next call goes on; null where it has reached the time
   */
  abstract purgeTypes(purge: TypePurge): Promise<TypePurged>;

  abstract counts(): Promise<DeliveryCounts>;

  /** Overdue deliveries by endpoint; endpoints without any are left out. */
  abstract due(): Promise<EndpointDue[]>;

  /** Pending and failed deliveries by endpoint, of all or of the one named; endpoints without any may be left out. */
  abstract outstanding(endpointId?: string): Promise<OutstandingDeliveries[]>;

  /**
   * Gives a bounded piece of the space that deleted rows have left back to the disk. Resolves with its size in bytes; 0:
   * there is nothing to give back, or the database manages its files itself.
   */
  abstract shrink(): Promise<number>;

  /** Records the backlog, and the queues of the endpoints that have one, for the history: the most of each minute and hour. */
  abstract recordBacklog(backlog: Backlog, queues: readonly QueueSample[]): Promise<void>;

  /**
   * Asks for the leadership of a task that one node does for all. True: this node leads the task for the next `ms` ms; a
   * leader that asks again stays leader. A node that dies, or hangs, loses the leadership by not asking.
   */
  abstract acquireLeadership(task: string, ms: number): Promise<boolean>;

  /**
   * Makes one round trip to the store; rejects when it does not answer. After a write that failed for want of disk space
   * it tries a small write, and rejects as long as that fails: `store_full`, `store_unavailable`.
   */
  abstract ping(): Promise<void>;
}
