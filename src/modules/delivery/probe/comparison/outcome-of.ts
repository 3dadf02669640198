import { filterVerdict } from '../../../endpoints/filter/subscribers.js';
import type { Endpoint } from '../../../model/endpoint.js';
import type { GatewayEvent } from '../../../model/event.js';
import { subscribes } from '../../../model/subscribes.js';
import { isExcepted, quietUntil, type QuietThen } from '../../../model/quiet.js';

/** Result of an event at an endpoint: sent, or the reason why not. */
export const EVENT_OUTCOMES = ['sent', 'held', 'dropped', 'failed', 'skipped'] as const;
export type EventOutcome = (typeof EVENT_OUTCOMES)[number];

/** An outcome with its reason as a sentence; null for an event that is sent. */
export interface Judged {
  readonly outcome: EventOutcome;
  readonly reason: string | null;
}

type Rules = Pick<Endpoint, 'events' | 'conversation' | 'filter' | 'quiet'>;

const SENT: Judged = { outcome: 'sent', reason: null };

const HELD_AS: Readonly<Record<QuietThen, Judged>> = {
  drop: { outcome: 'dropped', reason: 'Accepted in quiet hours, which drop messages.' },
  hold: { outcome: 'held', reason: 'Accepted in quiet hours: held until they end.' },
  digest: { outcome: 'held', reason: 'Accepted in quiet hours: a digest tells of it when they end.' },
};

/**
 * Judges what event types, filter and quiet hours make of an event. Quiet hours are those at the time of its acceptance; that an edit of
 * a live message passes them is not considered, nor are pauses and disabled endpoints.
 */
export function outcomeOf(rules: Rules, event: GatewayEvent): Judged {
  const { filter, quiet } = rules;
  if (!subscribes(rules, event.type))
    return { outcome: 'skipped', reason: `Not subscribed to ${event.type}.` };
  const verdict = filterVerdict({ filter }, event);
  if (verdict === 'blocked') return { outcome: 'skipped', reason: 'The filter does not match.' };
  if (verdict === 'too_costly')
    return { outcome: 'failed', reason: 'The filter is too costly on this event (filter_too_costly).' };
  if (quiet === null || isExcepted(quiet, event.type) || quietUntil(quiet, event.acceptedAt) === null)
    return SENT;
  return HELD_AS[quiet.then];
}
