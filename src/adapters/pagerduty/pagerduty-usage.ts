import { bytesOf } from '../fit.js';
import { lengthOf, usages, type Usage } from '../message-usage.js';
import { PAGERDUTY_LIMITS, type PagerDutyEvent } from './pagerduty-message.js';

/** Measures how much of PagerDuty's limits an event takes. */
export function pagerDutyUsage(body: string): Usage[] {
  const { dedup_key: key, payload } = JSON.parse(body) as PagerDutyEvent;
  return usages(PAGERDUTY_LIMITS, {
    bytes: [bytesOf(body)],
    summary: [lengthOf(payload?.summary)],
    dedupKey: [key.length],
  });
}
