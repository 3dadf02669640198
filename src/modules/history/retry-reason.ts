import type { Attempt } from '../model/delivery.js';
import type { Endpoint } from '../model/endpoint.js';
import type { DeliverySummary } from '../store/history-store.js';

export interface RetryOutlook {
  readonly willRetry: boolean;
  /** One sentence: why it will be sent again, or why not. */
  readonly reason: string;
}

const NEVER: Readonly<Record<string, string>> = {
  expired: 'It had become too old to be sent (the TTL of its endpoint).',
  endpoint_removed: 'Its endpoint is no longer configured.',
  internal_error: 'The gateway could not form or judge the message; it is in its log.',
  cancelled_by_operator: 'An operator cancelled it.',
};

/** Whether a delivery is sent again by itself, and why. */
export function retryOutlook(
  delivery: DeliverySummary,
  last: Attempt | undefined,
  endpoint: Endpoint | undefined,
): RetryOutlook {
  const { state, reason } = delivery;
  if (state === 'sending') return { willRetry: true, reason: 'It is being sent now.' };
  if (state === 'pending') return { willRetry: endpoint !== undefined, reason: waiting(delivery, endpoint) };
  if (state === 'delivered') return { willRetry: false, reason: 'It was delivered.' };
  const known = NEVER[reason ?? ''];
  if (known !== undefined) return { willRetry: false, reason: known };
  return { willRetry: false, reason: state === 'cancelled' ? cancelled(reason) : failed(last) };
}

function waiting({ nextAttemptAt, attempts }: DeliverySummary, endpoint: Endpoint | undefined): string {
  if (!endpoint) return 'Its endpoint is no longer configured; it will be cancelled.';
  if (endpoint.disabled) return 'It waits until its endpoint is enabled.';
  if (endpoint.pausedAt !== null) return 'It waits until its endpoint is resumed.';
  const at = new Date(nextAttemptAt ?? 0).toISOString();
  return attempts === 0 ? `It waits for its first attempt, due at ${at}.` : `It is tried again at ${at}.`;
}

function cancelled(reason: string | null): string {
  return `It was cancelled${reason ? ` (${reason})` : ''}.`;
}

function failed(last: Attempt | undefined): string {
  if (last?.outcome === 'rejected') return 'The target refused this message, and would refuse it again.';
  if (last?.outcome === 'gone') return 'The target is gone for good.';
  return `The retries are used up, ${last?.number ?? 0} attempts in all.`;
}
