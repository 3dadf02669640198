import type { Attempt } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { LaneState } from '../model/lane-states.js';
import { deliveryHold, holdReason } from '../model/hold.js';
import type { DeliverySummary } from '../store/history-store.js';

export interface RetryOutlook {
  readonly willRetry: boolean;
  /** One sentence: why it will be sent again, or why not. It names no time: that is `retryAt`. */
  readonly reason: string;
  /** Unix ms, later than now, before which it is not tried; null where no time says so. */
  readonly retryAt: number | null;
}

/** What stands around a delivery. */
export interface Surroundings {
  readonly last: Attempt | undefined;
  readonly endpoint: Endpoint | undefined;
  /** Of its endpoint. */
  readonly lane: LaneState;
  /** Unix ms. */
  readonly now: number;
}

const NEVER: Readonly<Record<string, string>> = {
  expired: 'It had become too old to be sent (the TTL of its endpoint).',
  endpoint_removed: 'Its endpoint is no longer configured.',
  filter_too_costly:
    'The filter of its endpoint takes too many steps on the data of this event. Simplify the filter, then redeliver.',
  internal_error: 'The gateway could not form or judge the message; it is in its log.',
  cancelled_by_operator: 'An operator cancelled it.',
};

/** Whether a delivery is sent again by itself, why, and when. */
export function retryOutlook(delivery: DeliverySummary, around: Surroundings): RetryOutlook {
  const { state, reason } = delivery;
  if (state === 'sending') return { willRetry: true, reason: sending(around), retryAt: null };
  if (state === 'pending') return waiting(delivery, around);
  return { willRetry: false, reason: settled(state, reason, around), retryAt: null };
}

/** What waits in its lane for the rate limit is leased like what is on its way. */
function sending({ endpoint, lane }: Surroundings): string {
  return endpoint && atLimit(endpoint, lane)
    ? 'It is being sent, or waits for the rate limit of its endpoint, which is used up.'
    : 'It is being sent now.';
}

function waiting(delivery: DeliverySummary, around: Surroundings): RetryOutlook {
  const { endpoint, lane, now } = around;
  const later = (reason: string, at: number | null): RetryOutlook => ({
    willRetry: endpoint !== undefined,
    reason,
    retryAt: at !== null && at > now ? at : null,
  });
  if (!endpoint) return later('The endpoint is no longer configured; the delivery will be cancelled.', null);
  const hold = deliveryHold(delivery, endpoint, lane, now);
  if (hold) return later(holdReason(hold), hold.until);
  const { nextAttemptAt: due, attempts } = delivery;
  if (due === null || due <= now) return later('The delivery is due and is sent next.', null);
  return later(
    attempts === 0 ? 'The delivery waits for its first attempt.' : 'The delivery is retried.',
    due,
  );
}

function atLimit({ rateLimits: [limit] }: Endpoint, { rateLimitUsed }: LaneState): boolean {
  return limit !== undefined && rateLimitUsed >= limit.max;
}

function settled(state: DeliverySummary['state'], reason: string | null, { last }: Surroundings): string {
  if (state === 'delivered') return 'It was delivered.';
  return NEVER[reason ?? ''] ?? (state === 'cancelled' ? cancelled(reason) : failed(last));
}

function cancelled(reason: string | null): string {
  return `It was cancelled${reason ? ` (${reason})` : ''}.`;
}

function failed(last: Attempt | undefined): string {
  if (last?.outcome === 'rejected') return 'The target refused this message, and would refuse it again.';
  if (last?.outcome === 'gone') return 'The target is gone for good.';
  const made = last?.number ?? 0;
  return `The retries are used up, ${made} ${made === 1 ? 'attempt' : 'attempts'} in all.`;
}
