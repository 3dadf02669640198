import type { IncomingHttpHeaders } from 'node:http';
import { Refusal } from '../../model/refusal.js';
import { ValidateBody } from '../../http/validate-body.js';
import {
  EXACT_NUMBERS_MAX,
  parseJson,
  TooManyExactNumbers,
  type NumberAllowance,
} from '../../model/exact-json.js';
import { TriggerRequest } from '../trigger.dto.js';
import { fromBinaryMode, fromCloudEvent, isBinaryMode } from './cloud-event.js';
import { EventsRequest, EVENTS_MAX } from './events.dto.js';
import type { SentEvent } from './sent-event.js';

/** The events of a request. */
export interface SentEvents {
  readonly events: readonly SentEvent[];
  /** Whether the event was sent by itself, not in a list: its fault is then a fault of the call. */
  readonly alone: boolean;
}

/** Media types of NDJSON. */
export const NDJSON = ['application/x-ndjson', 'application/ndjson', 'application/jsonl'] as const;
/** Media type of one CloudEvent in JSON. */
export const CLOUD_EVENT = 'application/cloudevents+json';
/** Media type of a batch of CloudEvents in JSON. */
export const CLOUD_EVENTS = 'application/cloudevents-batch+json';

/** Result of a line that is no JSON. */
export const INVALID_JSON: SentEvent = {
  faults: [{ field: 'event', message: 'The line is not valid JSON.' }],
};

const trigger = new ValidateBody(TriggerRequest);
const list = new ValidateBody(EventsRequest);
const own = (event: unknown): SentEvent => trigger.read(event, 'event');

/**
 * Reads the events of a request in any accepted form. The body is parsed, or text for NDJSON.
 *
 * @throws Refusal `malformed` when the request as a whole cannot be read or holds too many events
 */
export function sentEvents(headers: IncomingHttpHeaders, body: unknown): SentEvents {
  const type = mediaType(headers);
  if (typeof body === 'string') return { events: lines(body), alone: false };
  if (type === CLOUD_EVENTS) return { events: counted(asList(body)).map(fromCloudEvent), alone: false };
  if (type === CLOUD_EVENT) return { events: [fromCloudEvent(body)], alone: true };
  if (isBinaryMode(headers)) return { events: [fromBinaryMode(headers, body)], alone: true };
  return { events: counted(list.transform(body).events).map(own), alone: false };
}

function mediaType(headers: IncomingHttpHeaders): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

function asList(body: unknown): readonly unknown[] {
  if (Array.isArray(body)) return body;
  throw Refusal.malformed([{ field: 'body', message: 'The body must be a list of CloudEvents.' }]);
}

function counted<T>(events: readonly T[]): readonly T[] {
  if (events.length <= EVENTS_MAX) return events;
  throw tooMany();
}

function tooMany(): Error {
  return Refusal.malformed([
    { field: 'events', message: `One call takes at most ${EVENTS_MAX} events; these are more.` },
  ]);
}

/** Reads NDJSON. Empty lines are skipped and do not count for the index. */
function lines(text: string): SentEvent[] {
  const events: SentEvent[] = [];
  const allowance = { left: EXACT_NUMBERS_MAX };
  for (const line of filledLines(text)) {
    if (events.length === EVENTS_MAX) throw tooMany();
    events.push(ownLine(line, allowance));
  }
  if (events.length === 0) throw Refusal.malformed([{ field: 'body', message: 'The body holds no event.' }]);
  return events;
}

/** Yields non-empty lines one by one, because a body may consist of millions of line breaks. */
function* filledLines(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = end === -1 ? text.slice(start) : text.slice(start, end);
    if (line.trim() !== '') yield line;
    start += line.length + 1;
  }
}

function ownLine(line: string, allowance: NumberAllowance): SentEvent {
  let event: unknown;
  try {
    event = parseJson(line, allowance);
  } catch (error) {
    if (error instanceof TooManyExactNumbers)
      throw Refusal.unprocessable([{ field: 'body', message: error.message }]);
    return INVALID_JSON;
  }
  return own(event);
}
