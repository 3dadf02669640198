import { setTimeout as pause } from 'node:timers/promises';
import { Refused, type Api } from '../api.js';
import { CliError } from '../cli-error.js';
import { SseReader, type ServerSent } from './sse.js';

const RECONNECT_MS = 1_000;
const RECONNECT_MAX_MS = 15_000;
/** Silence after which a connection counts as lost, ms: the gateway writes every 15 s. */
const SILENCE_MS = 40_000;

/** Options of {@link follow}. */
export interface FollowOptions {
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal;
  /** Called with a sentence when the connection is lost, and with null when it is there (again). */
  readonly onState?: (lost: string | null) => void;
}

/**
 * Follows a stream of Server-Sent Events and yields its messages. A lost connection is opened again, from the last message on.
 * Ends when `signal` is aborted.
 * @throws CliError where the first connection fails, or where a gateway refuses the call
 */
export async function* follow(
  api: Api,
  path: string,
  options: FollowOptions = {},
): AsyncGenerator<ServerSent> {
  const { query = {}, signal, onState = () => undefined } = options;
  let lastId: string | null = null as string | null;
  let wait = RECONNECT_MS;
  let connectedOnce = false;
  const isOver = (): boolean => signal?.aborted === true;
  while (!isOver()) {
    try {
      const headers: Record<string, string> = lastId === null ? {} : { 'last-event-id': lastId };
      for await (const message of oneConnection(api, path, { query, headers, signal })) {
        if (message === null) {
          onState(null);
          [connectedOnce, wait] = [true, RECONNECT_MS];
          continue;
        }
        lastId = message.id ?? lastId;
        yield message;
      }
      onState('The gateway closed the stream.');
    } catch (error) {
      if (isOver()) return;
      if (!connectedOnce || error instanceof Refused) throw error;
      // The error of a body that breaks off is a `TypeError` of one word.
      onState(error instanceof CliError ? error.message : 'The connection to the gateway was lost.');
    }
    await pause(wait, undefined, signal ? { signal } : {}).catch(() => undefined);
    wait = Math.min(wait * 2, RECONNECT_MAX_MS);
  }
}

interface Connection {
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
}

/** Yields null once when the stream is open, then its messages. */
async function* oneConnection(
  api: Api,
  path: string,
  { query, headers, signal }: Connection,
): AsyncGenerator<ServerSent | null> {
  const silence = new AbortController();
  const lost = (): void => silence.abort(new CliError(`The gateway was silent for ${SILENCE_MS / 1_000} s.`));
  let timer = setTimeout(lost, SILENCE_MS);
  try {
    const body = await api.stream(path, {
      query,
      headers,
      signal: AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]),
    });
    yield null;
    const reader = new SseReader();
    for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(lost, SILENCE_MS);
      yield* reader.push(chunk);
    }
  } finally {
    clearTimeout(timer);
  }
}
