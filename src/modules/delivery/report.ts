import type { Attempt, LeasedDelivery, NextState } from '../model/delivery.js';
import type { Outcome } from '../model/outcome.js';
import type { ExpiredDelivery } from '../store/delivery-queue.js';

/** What the pipeline knows of a delivery when its turn is over, before it is written down. */
export interface Report<Delivery = LeasedDelivery> {
  readonly delivery: Delivery;
  /** Null when no attempt was made. */
  readonly attempt: Attempt | null;
  readonly outcome: Outcome | null;
  /** Null when the lease is no longer ours: there is nothing to write. */
  readonly next: NextState | null;
  /** True where the attempt does not count against the retries of its delivery. */
  readonly spared?: boolean;
  /** Retries the endpoint allows, for the log's `attempt 1/4`. */
  readonly maxRetries: number;
}

/** A report after it was written: `false` when the lease was lost and nothing of it counts. */
export interface SettledReport<Delivery = LeasedDelivery> {
  readonly report: Report<Delivery>;
  readonly settled: boolean;
}

/** One whose turn came in a lane, or one that became too old before. */
export type ToldDelivery = LeasedDelivery | ExpiredDelivery;
