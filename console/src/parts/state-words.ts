import type { DeliveryState } from '../api/types.ts';
import type { Tone } from './tone.ts';

/** What people read beside the state of a delivery that had no request of its own, by its reason. */
export const REASON_WORDS: Readonly<Record<string, string>> = {
  superseded: 'superseded by a newer event',
  message_gone: 'message deleted',
  grouped: 'in a digest',
  gathering: 'collecting events',
  digest_empty: 'digest without deliveries',
};

export const STATE_WORDS: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  delivered: ['good', 'Delivered'],
  failed: ['bad', 'Failed'],
  pending: ['warn', 'Pending'],
  sending: ['warn', 'Sending'],
  cancelled: ['calm', 'Cancelled'],
};
