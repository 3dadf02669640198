import type { GatewayClientError } from './gateway-client-error.js';

/** The event that a callback is about. */
export interface EventNote {
  readonly id: string;
  readonly event: string;
  /** Number of tries so far. */
  readonly attempts: number;
}

/** Options of {@link GatewayClient}. */
export interface GatewayClientOptions {
  /** Address of the gateway, with a path if it stands behind one. Default: `STREAMGANK_GATEWAY_URL`, else `http://127.0.0.1:3000`. */
  readonly url?: string;
  /** One of the gateway's `WEBHOOK_EMIT_KEYS`, sent as a bearer token. Default: `STREAMGANK_GATEWAY_KEY`, else none. */
  readonly key?: string;
  /** Key that signs events (Standard Webhooks) in place of `key`; it never leaves the process. */
  readonly signingKey?: string;
  /** One of `WEBHOOK_ADMIN_KEYS`, for status and endpoint tests. Default: `STREAMGANK_GATEWAY_ADMIN_KEY`, else `key`. */
  readonly adminKey?: string;
  /** Deadline of one request, until its answer is whole, ms. Default 10,000. */
  readonly timeoutMs?: number;
  /** Wait before the first retry, ms; doubled up to `maxRetryDelayMs`, half of it left to chance. Default 250. */
  readonly retryDelayMs?: number;
  /** Longest wait before a retry, ms. Default 10,000. */
  readonly maxRetryDelayMs?: number;
  /**
   * Age at which an event that the gateway has not accepted is rejected, ms. Default: never, it waits in the buffer.
   */
  readonly giveUpAfterMs?: number;
  /** Maximum of events that wait for the gateway. Default 10,000. */
  readonly maxBufferedEvents?: number;
  /** Maximum of bytes that wait for the gateway. Default 64 MiB. */
  readonly maxBufferedBytes?: number;
  /**
   * Maximum of simultaneous requests. Default 1: events reach the gateway in the order of `emit`. With more they may
   * overtake each other.
   */
  readonly concurrency?: number;
  /** Called after every failed try that will be repeated. */
  readonly onError?: (error: GatewayClientError, event: EventNote) => void;
  /** Called for every buffered event that will not reach the gateway. */
  readonly onDrop?: (event: EventNote, error: GatewayClientError) => void;
  /** Replacement for the global `fetch`, for proxies and agents. */
  readonly fetch?: typeof fetch;
}

/** The options with all defaults filled in. */
export interface ClientSettings {
  /** URL of the gateway without a slash at its end. */
  readonly baseUrl: string;
  readonly key: string | null;
  readonly signingKey: string | null;
  readonly adminKey: string | null;
  readonly timeoutMs: number;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly giveUpAfterMs: number;
  readonly maxBufferedEvents: number;
  readonly maxBufferedBytes: number;
  readonly concurrency: number;
  readonly onError: (error: GatewayClientError, event: EventNote) => void;
  readonly onDrop: (event: EventNote, error: GatewayClientError) => void;
  readonly fetch: typeof fetch;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Checks the options and fills in defaults. @throws TypeError, RangeError for an invalid option; the message names it,
 * never a key
 */
export function settingsOf(options: GatewayClientOptions, env: Environment): ClientSettings {
  const signingKey = keyOf('signingKey', options.signingKey);
  if (signingKey !== null && options.key !== undefined) {
    throw new TypeError(
      'key and signingKey exclude one another: events are either signed or sent with a key.',
    );
  }
  const key = signingKey === null ? keyOf('key', options.key ?? env['STREAMGANK_GATEWAY_KEY']) : null;
  return {
    baseUrl: baseUrl(options.url ?? (env['STREAMGANK_GATEWAY_URL'] || 'http://127.0.0.1:3000')),
    key,
    signingKey,
    adminKey: keyOf('adminKey', options.adminKey ?? env['STREAMGANK_GATEWAY_ADMIN_KEY']) ?? key,
    timeoutMs: atLeastOne('timeoutMs', options.timeoutMs, 10_000),
    retryDelayMs: atLeastOne('retryDelayMs', options.retryDelayMs, 250),
    maxRetryDelayMs: atLeastOne('maxRetryDelayMs', options.maxRetryDelayMs, 10_000),
    giveUpAfterMs: atLeastOne('giveUpAfterMs', options.giveUpAfterMs, Infinity),
    maxBufferedEvents: atLeastOne('maxBufferedEvents', options.maxBufferedEvents, 10_000),
    maxBufferedBytes: atLeastOne('maxBufferedBytes', options.maxBufferedBytes, 64 * 1024 * 1024),
    concurrency: atLeastOne('concurrency', options.concurrency, 1),
    onError: options.onError ?? (() => undefined),
    onDrop: options.onDrop ?? (() => undefined),
    fetch: options.fetch ?? ((input, init) => fetch(input, init)),
  };
}

function baseUrl(text: string): string {
  const url = parsedUrl(text);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('url is not an http or https URL, such as http://127.0.0.1:3000.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('url holds a user name or password; give the key as key.');
  }
  return url.origin + url.pathname.replace(/\/+$/, '');
}

/** Checks a key: it becomes part of a header, so it must be one word of printable ASCII. */
function keyOf(name: string, key: string | undefined): string | null {
  const text = key?.trim() ?? '';
  if (text === '') return null;
  if (!/^[\x21-\x7e]+$/.test(text)) throw new TypeError(`${name} is not one word of printable ASCII.`);
  return text;
}

function atLeastOne(name: string, value: number | undefined, otherwise: number): number {
  if (value === undefined) return otherwise;
  if (value >= 1) return value;
  throw new RangeError(`${name} is ${value}; it is a number from 1 on.`);
}

function parsedUrl(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
