import type { Attempt, LeasedDelivery, NextState } from '../model/delivery.js';
import type { DigestJoin } from '../model/digest.js';
import type { ConversationChange } from '../model/conversation.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';
import type { Outcome } from '../model/outcome.js';
import type { ExpiredDelivery } from '../store/delivery-queue.js';

/** The result of one run of a delivery through the pipeline, before it is stored. */
export interface Report<Delivery = LeasedDelivery> {
  readonly delivery: Delivery;
  /** Null when no attempt was made. */
  readonly attempt: Attempt | null;
  readonly outcome: Outcome | null;
  /** Null when this node has lost the lease: there is nothing to write. */
  readonly next: NextState | null;
  /** True where the attempt does not count against the retries of its delivery. */
  readonly spared?: boolean;
  /** Change of the conversation of the delivery's job; absent: none. */
  readonly conversation?: ConversationChange;
  /** Deliveries of its job that are superseded with it; absent: none. */
  readonly superseded?: readonly UnsentDelivery[];
  /** The digest that the delivery joins; absent: it joins none. */
  readonly join?: DigestJoin;
  /** The part that quiet hours hold: a message, or the announcement of an edit; absent: nothing. */
  readonly quiet?: 'message' | 'announcement';
  /** True where the delivery may have left, or repeated, a message that nobody can find again; an edit cannot. */
  readonly possibleDouble?: true;
  /** Number of templates that failed in the attempt's message; absent: none. */
  readonly failedTexts?: number;
  /** Number of retries that the endpoint allows, for the log's `attempt 1/4`. */
  readonly maxRetries: number;
}

/** A report after the write. */
export interface SettledReport<Delivery = LeasedDelivery> {
  readonly report: Report<Delivery>;
  /** False when the lease was lost: nothing of the report was stored. */
  readonly settled: boolean;
  /** Ids of the superseded deliveries that ended with it; absent: none. */
  readonly ended?: readonly string[];
}

/** A delivery that events report: one of a lane, or one that failed without an attempt. */
export type ReportedDelivery = LeasedDelivery | ExpiredDelivery;

/** The report of a delivery that made no request. */
export function unsentReport<Delivery>(
  delivery: Delivery,
  then: Pick<Report, 'next' | 'conversation' | 'superseded' | 'join' | 'quiet' | 'possibleDouble'>,
): Report<Delivery> {
  return { delivery, attempt: null, outcome: null, maxRetries: 0, ...then };
}

/** The result of a delivery that the store holds as failed though no attempt was made. */
export function failedUnsent(delivery: ReportedDelivery, reason: string): SettledReport<ReportedDelivery> {
  return { report: unsentReport(delivery, { next: { state: 'failed', reason } }), settled: true };
}
