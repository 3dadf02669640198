import type { Delivery, DeliveryState } from '../api/types.ts';
import type { Tone } from './tone.ts';

/** Words beside the state of a delivery that had no request of its own, by its reason. */
const REASON_WORDS: Readonly<Record<string, string>> = {
  superseded: 'superseded by a newer event',
  message_gone: 'message deleted',
  grouped: 'in a digest',
  gathering: 'collecting events',
  digest_empty: 'digest without deliveries',
  quiet_hours: 'dropped in quiet hours',
  muted: 'dropped by a mute',
  endpoint_removed: 'endpoint deleted',
  cancelled_by_operator: 'by an operator',
  expired: 'older than the TTL',
  filter_too_costly: 'filter too costly',
  listener_disconnected: 'listener disconnected',
  internal_error: 'error in the gateway',
};

/** Reasons of pending deliveries that their hold tells. */
const HELD_REASONS: ReadonlySet<string | null> = new Set(['quiet_hours', 'muted']);

/** The reason of a delivery in words; undefined where it is the code of an error, or its hold tells it. */
export function reasonWords({ state, reason }: Pick<Delivery, 'state' | 'reason'>): string | undefined {
  return state === 'pending' && HELD_REASONS.has(reason) ? undefined : REASON_WORDS[reason ?? ''];
}

export const STATE_WORDS: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  delivered: ['good', 'Delivered'],
  failed: ['bad', 'Failed'],
  pending: ['warn', 'Pending'],
  sending: ['warn', 'Sending'],
  cancelled: ['calm', 'Cancelled'],
};
