import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { FieldFault } from '../../http/field-faults.js';
import { ValidateBody } from '../../http/validate-body.js';
import { EVENT_ID } from '../event-id.js';
import { TriggerRequest } from '../trigger.dto.js';
import { CloudEventRequest } from './cloud-event.dto.js';

const FIELDS = ['specversion', 'id', 'source', 'type', 'time', 'data', 'data_base64'] as const;
const ATTRIBUTES = FIELDS.slice(0, 5);
const reader = new ValidateBody(CloudEventRequest);

/** True for a request in binary mode: its attributes stand in `ce-…` headers, its body is the data. */
export function isBinaryMode(headers: IncomingHttpHeaders): boolean {
  return headers['ce-specversion'] !== undefined || headers['ce-id'] !== undefined;
}

/** The CloudEvent of a request in binary mode, in the form of the JSON format. */
export function fromBinaryMode(headers: IncomingHttpHeaders, body: unknown): object {
  const attributes = ATTRIBUTES.map((name) => [name, decoded(headers[`ce-${name}`])] as const);
  return { ...Object.fromEntries(attributes.filter(([, value]) => value !== undefined)), data: body };
}

/**
 * A CloudEvent as a request of the gateway's own: `type` becomes the event, `time` the timestamp, and `source` and `id`
 * together its id. Without data it has none, which is no manual test. Other attributes are left out.
 */
export function fromCloudEvent(
  body: unknown,
): { readonly request: TriggerRequest } | { readonly faults: readonly FieldFault[] } {
  const read = reader.read(known(body), 'event');
  if ('faults' in read) return read;
  const { id, source, type, time, data = {} } = read.request;
  const fields = { event: type, data, id: cloudEventId(source, id), ...(time && { timestamp: time }) };
  return { request: Object.assign(new TriggerRequest(), fields) };
}

/** The event's id: readable where both parts allow it, else a digest. No two pairs have the same. */
export function cloudEventId(source: string, id: string): string {
  const readable = `${source}|${id}`;
  if (EVENT_ID.test(readable) && !source.includes('|')) return readable;
  return `ce_${createHash('sha256')
    .update(JSON.stringify([source, id]))
    .digest('base64url')}`;
}

/** Only what is used: extensions may have any name. In the JSON format null means absent. */
function known(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const fields = new Map(Object.entries(body));
  return Object.fromEntries(
    FIELDS.filter((name) => (fields.get(name) ?? null) !== null).map((name) => [name, fields.get(name)]),
  );
}

/** Header values are percent-encoded UTF-8 by the HTTP binding. */
function decoded(value: string | string[] | undefined): string | undefined {
  if (typeof value !== 'string' || !value.includes('%')) return value?.toString();
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
