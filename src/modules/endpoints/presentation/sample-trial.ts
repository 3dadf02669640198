import { NO_NAMES } from '../../model/value-names.js';
import type { Adapter, Sample, Target } from '../../../adapters/adapter.js';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { SAMPLES } from '../../../adapters/samples.js';
import type { GatewayEvent } from '../../model/event.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../../model/message-options.js';
import type { FieldFault } from '../../model/refusal.js';
import { Pace } from '../../timing/pace.js';
import { messageOptionsOf } from './message-options.js';
import type { MessageRequest } from './message.dto.js';
import { payloadOf, type StoredPayload } from './payload.dto.js';

/** The presentation of an endpoint as the running gateway uses it. */
export type TriedPresentation = Pick<Target, 'message' | 'payload'>;

/** Tries a presentation on every sample and finds the templates that fail there, each once. */
export function sampleFaults(
  adapter: Adapter,
  { message, payload }: { readonly message: MessageRequest | null; readonly payload: StoredPayload | null },
): readonly FieldFault[] {
  const presentation = {
    message: messageOptionsOf(message ?? undefined, DEFAULT_MESSAGE),
    payload: payloadOf(payload ?? undefined),
  };
  return trialFaults(adapter, presentation, SAMPLES);
}

/**
 * Tries a presentation on stored events and tells the templates that fail there, each once, as sentences. Yields to the event loop
 * after each event: the length of the data does not tell how much the templates do with it.
 */
export async function storedEventWarnings(
  adapter: Adapter,
  presentation: TriedPresentation,
  events: readonly GatewayEvent[],
): Promise<string[]> {
  // An endpoint has more, under names that a target has too.
  const tried = { message: presentation.message, payload: presentation.payload };
  const pace = new Pace();
  const found = new Map<string, string>();
  for (const event of events) {
    for (const { field, message } of trialFaults(adapter, tried, [{ name: event.id, event }], 'event'))
      if (!found.has(field)) found.set(field, message);
    await pace.rest();
  }
  return [...found.values()];
}

/**
 * Events have their built-in types here, whatever the catalogue says: the templates of an endpoint read nothing of the type, and a text of
 * the catalogue that fails is no fault of the endpoint.
 */
function trialFaults(
  adapter: Adapter,
  presentation: TriedPresentation,
  tried: readonly Sample[],
  kind = 'sample',
): readonly FieldFault[] {
  const found = new Map<string, FieldFault>();
  for (const { name, event } of tried) {
    const type = eventTypeOf(BUILT_IN, event.type);
    const { faults = [] } = adapter.format(event, { ...TARGET, ...presentation, type });
    for (const { field, message, line, column } of faults) {
      const sentence = `${field}, line ${line}, column ${column}, fails on the ${kind} “${name.slice(0, 64)}”: ${message}`;
      if (!found.has(field)) found.set(field, { field, message: sentence, line, column });
    }
  }
  return [...found.values()];
}

/** The parts of a target that no template reads, or that any text stands for. */
const TARGET = {
  url: 'http://localhost/',
  webhookId: 'webhook_1',
  endpointName: 'webhook_1',
  options: {},
  headers: {},
  source: 'streamgank',
  brand: 'StreamGank',
  deliveryId: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  links: NO_LINKS,
  names: NO_NAMES,
};
