import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FieldFault } from '../../model/refusal.js';
import { ValidateBody } from '../../http/validate-body.js';
import { isExactNumber } from '../../model/exact-number.js';
import { EVENT_ID } from '../event-id.js';
import { TriggerRequest } from '../trigger.dto.js';
import { CloudEventRequest } from './cloud-event.dto.js';
import {
  attributeFaults,
  contextAttributes,
  headerAttributes,
  type ContextAttributes,
} from './context-attributes.js';
import type { SentEvent } from './sent-event.js';

/** Attributes named by the specification; any other is an extension. */
const NAMED = new Set([
  'specversion',
  'id',
  'source',
  'type',
  'time',
  'subject',
  'dataschema',
  'datacontenttype',
]);
const reader = new ValidateBody(CloudEventRequest);

/** Tells whether the request is in binary mode: attributes in `ce-…` headers, data as the body. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return headers['ce-specversion'] !== undefined || headers['ce-id'] !== undefined;
}

/** Converts a CloudEvent in binary mode: first into the JSON format, then as any other. */
export function fromBinaryMode(headers: IncomingHttpHeaders, body: unknown): SentEvent {
  const { attributes, faults } = headerAttributes(headers);
  return faults.length > 0 ? { faults } : fromCloudEvent({ ...attributes, data: body });
}

/**
 * Converts a CloudEvent into an event of the gateway: `type` becomes the event type, `time` the timestamp, and `source`
 * and `id` together its id. Without data its data is `{}`. All attributes are stored beside it.
 */
export function fromCloudEvent(body: unknown): SentEvent {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || isExactNumber(body))
    return own(reader.read(body, 'event'), {});
  const attributes = contextAttributes(body);
  const named = Object.fromEntries(Object.entries(attributes).filter(([name]) => NAMED.has(name)));
  const read = reader.read({ ...named, ...dataOf(body) }, 'event');
  const others = Object.fromEntries(Object.entries(attributes).filter(([name]) => !NAMED.has(name)));
  const faults = attributeFaults(others);
  return faults.length === 0
    ? own(read, attributes)
    : { faults: [...('faults' in read ? read.faults : []), ...faults] };
}

function own(
  read: { readonly request: CloudEventRequest } | { readonly faults: readonly FieldFault[] },
  attributes: ContextAttributes,
): SentEvent {
  if ('faults' in read) return read;
  const { id, source, type, time, data = {} } = read.request;
  const fields = { event: type, data, id: cloudEventId(source, id), ...(time && { timestamp: time }) };
  return { request: Object.assign(new TriggerRequest(), fields), cloudEvent: JSON.stringify(attributes) };
}

/** Derives the event's id: readable where both parts allow it, else a digest. Different pairs have different ids. */
export function cloudEventId(source: string, id: string): string {
  const readable = `${source}|${id}`;
  if (EVENT_ID.test(readable) && !source.includes('|')) return readable;
  return `ce_${createHash('sha256')
    .update(JSON.stringify([source, id]))
    .digest('base64url')}`;
}

/** Returns the data of the event; null means absent, as in the JSON format. */
function dataOf(event: object): object {
  const { data = null, data_base64: bytes = null } = event as Record<string, unknown>;
  return { ...(data !== null && { data }), ...(bytes !== null && { data_base64: bytes }) };
}
