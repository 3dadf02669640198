import type { DeliveryState } from '../api/types.ts';
import type { Tone } from './tone.ts';

export const STATE_WORDS: Readonly<Record<DeliveryState, readonly [Tone, string]>> = {
  delivered: ['good', 'Delivered'],
  failed: ['bad', 'Failed'],
  pending: ['warn', 'Pending'],
  sending: ['warn', 'Sending'],
  cancelled: ['calm', 'Cancelled'],
};
