import type { GatewayEvent } from '../../modules/model/event.js';
import { instantOf, plausible } from '../instant.js';
import { jobIdIn, parseData } from '../plain-value.js';

/** Content type of one event in the JSON format. */
export const CLOUD_EVENT = 'application/cloudevents+json; charset=utf-8';
/** Content type of a list of events in the JSON batch format. */
export const CLOUD_EVENTS = 'application/cloudevents-batch+json; charset=utf-8';

/** Context attributes by name, the data aside: texts, booleans and integers. */
export type Attributes = Readonly<Record<string, string | number | boolean>>;

/** A point in time as RFC 3339 writes it. */
const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
/** Attributes that are URIs. */
const URIS: ReadonlySet<string> = new Set(['source', 'dataschema']);
const NAME = /^[a-z0-9]{1,256}$/;

/**
 * Returns the context attributes of an event: those it came in with as a CloudEvent, else its id, type, time and job. The data of
 * the gateway's events is always JSON.
 *
 * @param source URI reference of events that did not come as CloudEvents: `/streamgank`
 */
export function attributesOf(event: GatewayEvent, source: string): Attributes {
  const given = givenAttributes(event.cloudEvent);
  const made: Attributes = {
    specversion: '1.0',
    id: event.id.toWellFormed() || 'event',
    source,
    type: event.type,
    ...timeOf(event),
    ...subjectOf(event),
  };
  const { trace } = event;
  const traced: Attributes = trace
    ? { traceparent: trace.traceparent, ...(trace.tracestate ? { tracestate: trace.tracestate } : {}) }
    : {};
  const all = { ...(given ?? made), ...traced, datacontenttype: 'application/json' };
  return Object.fromEntries(
    Object.entries(all).map(([name, value]) => [name, URIS.has(name) ? uriOf(value) : value]),
  );
}

/** Adds the id of the delivery as an extension, by which a receiver of a batch tells its events apart. */
export function deliveredBy(attributes: Attributes, deliveryId: string): Attributes {
  return { ...attributes, deliveryid: deliveryId };
}

/** Percent-encodes what a URI may not hold: a sender of a CloudEvent may have written anything. */
function uriOf(value: string | number | boolean): string {
  const text = String(value).toWellFormed();
  return (
    text.replace(/[^\w\-.~:/?#[\]@!$&'()*+,;=%]|%(?![0-9A-Fa-f]{2})/gu, (character) =>
      encodeURIComponent(character),
    ) || '/'
  );
}

/** Reads the stored attributes of an event that came in as a CloudEvent; null for any other event. */
function givenAttributes(json: string | undefined): Attributes | null {
  if (json === undefined) return null;
  const attributes = parseData(json);
  const kept = Object.entries(attributes).filter(([name, value]) => NAME.test(name) && isAttribute(value));
  return kept.length > 0 ? (Object.fromEntries(kept) as Attributes) : null;
}

function isAttribute(value: unknown): boolean {
  return typeof value === 'boolean' || Number.isInteger(value) || (typeof value === 'string' && value !== '');
}

function timeOf({ timestamp, acceptedAt }: GatewayEvent): Attributes {
  if (RFC3339.test(timestamp) && !Number.isNaN(Date.parse(timestamp))) return { time: timestamp };
  const at = instantOf(timestamp) ?? plausible(acceptedAt);
  const time = at === null || at === undefined ? '' : new Date(at).toISOString();
  // Years beyond 9999 have a form of their own, which RFC 3339 does not know.
  return RFC3339.test(time) ? { time } : {};
}

function subjectOf({ data }: GatewayEvent): Attributes {
  const subject = jobIdIn(parseData(data));
  return subject === '' ? {} : { subject };
}

/** Writes one event in the JSON format. `data`: JSON text, which stays as it is, byte for byte. */
export function structured(attributes: Attributes, data: string): string {
  return `${JSON.stringify(attributes).slice(0, -1)},"data":${data}}`;
}

/** Writes the attributes as headers of the binary mode. `datacontenttype` is the content type, and no header of its own. */
export function attributeHeaders({ datacontenttype, ...attributes }: Attributes): Record<string, string> {
  const headers = Object.entries(attributes).map(([name, value]) => [
    `ce-${name}`,
    headerValue(String(value)),
  ]);
  return {
    'Content-Type': String(datacontenttype),
    ...(Object.fromEntries(headers) as Record<string, string>),
  };
}

/**
 * Percent-encodes what the HTTP binding of CloudEvents asks for: everything but visible ASCII, and space, quotation mark and percent sign.
 */
function headerValue(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\x21-\x7e]|["%]/gu, (character) =>
      [...new TextEncoder().encode(character)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
}
