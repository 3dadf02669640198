import type { Adapter } from '../../../adapters/adapter.js';
import type { FieldFault } from '../../model/refusal.js';
import type { Definition } from '../definitions/definition.js';
import { EndpointRequest } from '../definitions/endpoint.dto.js';
import { nestedFaults } from '../definitions/field.js';
import { mergedMessage } from './message-options.js';
import type { MessageRequest } from './message.dto.js';
import type { StoredPayload } from './payload.dto.js';
import { payloadHeaderFaults } from './payload-rules.js';
import { sampleFaults } from './sample-trial.js';

/** The parts of a draft that the presentation depends on. */
interface Surroundings {
  readonly adapter: Adapter;
  /** Custom headers of the endpoint. */
  readonly headers: Readonly<Record<string, string>>;
  /** Prefix of the gateway's own headers. */
  readonly brand: string;
}

interface Presented {
  /** Null stands for a field without a value. */
  readonly settings: {
    readonly message: MessageRequest | null;
    readonly payload: StoredPayload | null;
  };
  readonly faults: readonly FieldFault[];
}

/**
 * Applies `message` and `payload` of a request to those of a definition. A mention and a payload are written for one kind of
 * target: they are not carried over to another. Templates that fail on some event are no faults here; see {@link triedPresentationOf}.
 */
export function presentationOf(
  request: Pick<EndpointRequest, 'message' | 'payload'>,
  base: Definition | null,
  { adapter, headers, brand }: Surroundings,
): Presented {
  const same = base?.adapter === adapter.type;
  const { mention_on_failure: mention, ...kept } = base?.settings.message ?? {};
  const before = same && mention !== undefined ? { ...kept, mention_on_failure: mention } : kept;
  const message = mergedMessage(before, request.message);
  const payload = payloadAfter(request.payload, same ? base.settings.payload : undefined);
  const faults = [
    ...presentationFaults(request),
    ...mentionFaults(message, adapter),
    ...(payload && adapter.presents !== 'payload' ? [noPayload(adapter)] : []),
    ...(payload && typeof payload === 'object' && payload.headers
      ? payloadHeaderFaults(payload.headers, Object.keys(headers), brand)
      : []),
  ];
  return { settings: { message, payload }, faults };
}

/** Does the same, and tries the templates of a request without other faults on the adapter's samples, as is done before they are saved. */
export function triedPresentationOf(
  request: Pick<EndpointRequest, 'message' | 'payload'>,
  base: Definition | null,
  surroundings: Surroundings,
): Presented {
  const { settings, faults } = presentationOf(request, base, surroundings);
  if (faults.length > 0 || (!request.message && !request.payload)) return { settings, faults };
  return { settings, faults: sampleFaults(surroundings.adapter, settings) };
}

/** Finds the faults of a request's presentation that need nothing but the request: of templates with line and column. */
export function presentationFaults(
  request: Pick<EndpointRequest, 'message' | 'payload'>,
): readonly FieldFault[] {
  return (['message', 'payload'] as const).flatMap((name) => nestedFaults(EndpointRequest, request, name));
}

/** Chooses the payload after a change; null: the gateway's own envelope. */
function payloadAfter(
  request: EndpointRequest['payload'],
  before: StoredPayload | undefined,
): StoredPayload | null {
  if (request === undefined) return before ?? null;
  return request === null || request === 'gateway' ? null : request;
}

function mentionFaults(message: MessageRequest | null, { mentions, about }: Adapter): FieldFault[] {
  const mention = message?.mention_on_failure;
  // A mention that is no text is told of by the rule of the field.
  if (!mention || typeof mention !== 'string' || mentions?.pattern.test(mention)) return [];
  const field = 'message.mention_on_failure';
  const accepted = mentions
    ? `is ${mentions.accepted}`
    : `has no meaning to a target of the kind ${about.label}`;
  return [{ field, message: `${field} ${accepted}.` }];
}

function noPayload({ about }: Adapter): FieldFault {
  return {
    field: 'payload',
    message: `payload is for applications; ${about.label} takes messages in its own form, which message describes.`,
  };
}
