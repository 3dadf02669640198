import { randomUUID } from 'node:crypto';
import { GatewayClientError } from './gateway-client-error.js';
import { errorMessage } from './error-message.js';

/** Options of `emit`. */
export interface EmitOptions {
  /**
   * Id of the event: the same id with the same content is accepted once, also from another process. 1 to 200 printable
   * ASCII characters without spaces, quotes or backslashes. Default: a new UUID.
   */
  readonly id?: string;
  /**
   * Time of the event, ISO 8601. Default: now. With an `id` of your own, give it too if another process may repeat the
   * event.
   */
  readonly timestamp?: string | Date;
}

/** A serialised event, sent with the same bytes every time. */
export interface WireEvent {
  readonly id: string;
  readonly event: string;
  readonly body: string;
  readonly bytes: number;
}

const EVENT_ID = /^[!#-[\]-~]{1,200}$/;

/**
 * Serialises the event, so that later changes of `data` do not change it.
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
    throw invalid('event is required: a string such as job.completed.');
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
  /** Present in Node 21 and later. */
  rawJSON?: (text: string) => unknown;
}

/** Serialises like `JSON.stringify`, and writes a bigint, which that refuses, with all of its digits. */
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
    throw invalid(`${what} cannot be written as JSON: ${errorMessage(cause)}`, cause);
  }
}

function invalid(message: string, cause?: unknown): GatewayClientError {
  return new GatewayClientError('invalid_event', message, { cause });
}
