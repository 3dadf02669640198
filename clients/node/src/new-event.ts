import { randomUUID } from 'node:crypto';
import { GatewayClientError } from './gateway-client-error.js';
import { wordsOf } from './words-of.js';

export interface EmitOptions {
  /**
   * The event's id: the same id with the same content is taken once, also from another process.
   * 1 to 200 printable ASCII characters without spaces, quotes or backslashes. Default: a new UUID.
   */
  readonly id?: string;
  /** When it happened, ISO 8601. Default: now. With an `id` of your own, give it too if another process may repeat the event. */
  readonly timestamp?: string | Date;
}

/** An event as it will be sent, every time with the same bytes. */
export interface WireEvent {
  readonly id: string;
  readonly event: string;
  readonly body: string;
  readonly bytes: number;
}

const EVENT_ID = /^[!#-[\]-~]{1,200}$/;

/**
 * Writes the event down as it is now: what changes in `data` later does not change the event.
 *
 * @param now Unix ms
 * @throws GatewayClientError `invalid_event`
 */
export function newEvent(
  event: string,
  data: object | undefined,
  options: EmitOptions | null,
  now: number,
): WireEvent {
  const { id = randomUUID(), timestamp = new Date(now) } = options ?? {};
  if (typeof event !== 'string' || event === '') {
    throw invalid('event is required, a string such as job.completed.');
  }
  if (typeof id !== 'string' || !EVENT_ID.test(id)) {
    throw invalid('id is 1 to 200 printable ASCII characters without spaces, quotes or backslashes.');
  }
  const time = written('timestamp', () =>
    typeof timestamp === 'string' ? timestamp : timestamp.toISOString(),
  );
  const content = data === undefined ? undefined : written('data', () => jsonOf(data));
  if (data !== undefined && content?.startsWith('{') !== true) throw invalid('data is not a JSON object.');
  const head = JSON.stringify({ event, id, timestamp: time });
  const body = content === undefined ? head : `${head.slice(0, -1)},"data":${content}}`;
  return { id, event, body, bytes: Buffer.byteLength(body) };
}

interface RawJson {
  /** Node 21 and later. */
  rawJSON?: (text: string) => unknown;
}

/** As `JSON.stringify` writes it; a bigint, which that refuses, becomes a number with all of its digits. */
function jsonOf(data: object): string | undefined {
  const { rawJSON } = JSON as RawJson;
  try {
    return JSON.stringify(data);
  } catch (error) {
    if (!rawJSON || !(error instanceof TypeError)) throw error;
    return JSON.stringify(data, (_key, value: unknown) =>
      typeof value === 'bigint' ? rawJSON(String(value)) : value,
    );
  }
}

function written(what: string, write: () => string | undefined): string | undefined {
  try {
    return write();
  } catch (cause) {
    throw invalid(`${what} cannot be written as JSON: ${wordsOf(cause)}`, cause);
  }
}

function invalid(message: string, cause?: unknown): GatewayClientError {
  return new GatewayClientError('invalid_event', message, { cause });
}
