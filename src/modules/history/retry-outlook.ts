import type { Attempt } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { LaneState } from '../model/lane-states.js';
import { deliveryHold, holdReason } from '../model/hold.js';
import type { DeliverySummary } from '../store/history-store.js';

/** Whether a delivery is sent again by itself. */
export interface RetryOutlook {
  readonly willRetry: boolean;
  /** One sentence without a time: why the delivery is sent again, or why not. */
  readonly reason: string;
  /** Unix ms, later than now: the next attempt is not earlier. Null where no time is known. */
  readonly retryAt: number | null;
}

/** The state of the gateway that decides about a delivery. */
export interface DeliveryContext {
  /** The last attempt; undefined before the first. */
  readonly last: Attempt | undefined;
  /** The endpoint; undefined where it is no longer configured. */
  readonly endpoint: Endpoint | undefined;
  /** The lane of the endpoint. */
  readonly lane: LaneState;
  /** Unix ms. */
  readonly now: number;
}

/** Sentences by the reason of a delivery that ended unsent or cancelled. */
const ENDED: Readonly<Record<string, string>> = {
  expired: 'The delivery is older than the TTL of its endpoint.',
  listener_disconnected: 'The listener was closed, or disconnected and did not come back.',
  endpoint_removed: 'The endpoint is no longer configured.',
  filter_too_costly:
    'The filter of the endpoint takes too many steps on the data of this event. Simplify the filter, then redeliver.',
  internal_error: 'The gateway could not build the request or read the response; its log has the error.',
  cancelled_by_operator: 'An operator cancelled the delivery.',
  superseded: 'The message of the job shows a newer event: no request was needed.',
  quiet_hours: 'The endpoint was in quiet hours, which drop messages. Redeliver to send the message now.',
  muted: 'A mute dropped the message. Redeliver to send it now.',
  grouped: 'A digest has the event. Redeliver to send the event in a message of its own.',
  digest_empty: 'All deliveries of the digest were sent, cancelled or expired before it was due.',
  message_gone: 'The message of the job was deleted. Redeliver to post the message again.',
};

/** Says whether a delivery is sent again by itself, why, and when. */
export function retryOutlook(delivery: DeliverySummary, context: DeliveryContext): RetryOutlook {
  const { state, reason } = delivery;
  if (state === 'sending') return { willRetry: true, reason: sendingReason(context), retryAt: null };
  if (state === 'pending') return pendingOutlook(delivery, context);
  return { willRetry: false, reason: settledReason(state, reason, context), retryAt: null };
}

/** A leased delivery may still wait in its lane for the rate limit. */
function sendingReason({ endpoint, lane }: DeliveryContext): string {
  return endpoint && isAtLimit(endpoint, lane)
    ? 'The request is being sent, or waits for the rate limit of the endpoint, which is reached.'
    : 'The request is being sent.';
}

function pendingOutlook(delivery: DeliverySummary, context: DeliveryContext): RetryOutlook {
  const { endpoint, lane, now } = context;
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

function isAtLimit({ rateLimits: [limit] }: Endpoint, { rateLimitUsed }: LaneState): boolean {
  return limit !== undefined && rateLimitUsed >= limit.max;
}

function settledReason(
  state: DeliverySummary['state'],
  reason: string | null,
  { last }: DeliveryContext,
): string {
  if (state === 'delivered' && reason === null) return 'Delivered.';
  return ENDED[reason ?? ''] ?? (state === 'cancelled' ? cancelled(reason) : failed(last));
}

function cancelled(reason: string | null): string {
  return `Cancelled${reason ? ` (${reason})` : ''}.`;
}

function failed(last: Attempt | undefined): string {
  if (last?.outcome === 'rejected') return 'The target refused this message. A retry would be refused, too.';
  if (last?.outcome === 'gone') return 'The target is gone for good.';
  const made = last?.number ?? 0;
  if (made === 0) return 'The delivery failed before its first attempt.';
  return made === 1 ? 'The only attempt failed.' : `All ${made} attempts failed.`;
}
