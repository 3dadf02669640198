import type { Adapter, Target } from '../../../adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../model/message-options.js';
import type { FieldFault } from '../../model/refusal.js';
import { messageOptionsOf } from './message-options.js';
import type { MessageRequest } from './message.dto.js';
import { payloadOf, type PayloadRequest } from './payload.dto.js';

/** Tries a presentation on every sample of its adapter and finds the templates that fail there, each once. */
export function sampleFaults(
  adapter: Adapter,
  { message, payload }: { readonly message: MessageRequest | null; readonly payload: PayloadRequest | null },
): readonly FieldFault[] {
  const target: Omit<Target, 'type'> = {
    url: 'http://localhost/',
    webhookId: 'webhook_1',
    endpointName: 'webhook_1',
    options: {},
    headers: {},
    source: 'streamgank',
    brand: 'StreamGank',
    deliveryId: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
    message: messageOptionsOf(message ?? undefined, DEFAULT_MESSAGE),
    payload: payloadOf(payload ?? undefined),
    links: NO_LINKS,
  };
  const found = new Map<string, FieldFault>();
  for (const { name, event } of adapter.samples) {
    const { faults = [] } = adapter.format(event, { ...target, type: eventTypeOf(BUILT_IN, event.type) });
    for (const { field, message: fault, line, column } of faults) {
      const sentence = `${field}, line ${line}, column ${column}, fails on the sample “${name}”: ${fault}`;
      if (!found.has(field)) found.set(field, { field, message: sentence, line, column });
    }
  }
  return [...found.values()];
}
