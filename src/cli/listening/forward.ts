import { clean } from '../text/clean.js';

/** A request of the gateway for the listener. */
export interface Incoming {
  readonly hand: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeout_ms: number;
}

/** Answer of the local server, in the form that the gateway takes; `error` where it gave no answer. */
export interface Result {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly error?: string;
  readonly duration_ms: number;
}

/** The gateway takes this much of an answer, UTF-16 units. */
const BODY_MAX = 65_536;
const STATUS_MAX = 599;
const ERROR_MAX = 200;
/** The local connection sets these itself. */
const OWN = new Set(['host', 'content-length', 'connection', 'transfer-encoding']);
/** Headers that the adapters of the gateway read. */
const TOLD = ['content-type', 'retry-after'];

/**
 * Posts a request to the local server, as the gateway would. Redirects are not followed. Never rejects.
 *
 * @param stop ends the wait for an answer
 */
export async function forward(incoming: Incoming, to: URL, stop: AbortSignal): Promise<Result> {
  const started = performance.now();
  const took = (): number => Math.round(performance.now() - started);
  try {
    const response = await fetch(to, {
      method: incoming.method,
      redirect: 'manual',
      headers: Object.fromEntries(
        Object.entries(incoming.headers).filter(([name]) => !OWN.has(name.toLowerCase())),
      ),
      body: incoming.body,
      signal: AbortSignal.any([stop, AbortSignal.timeout(incoming.timeout_ms)]),
    });
    const { status } = response;
    if (status > STATUS_MAX)
      return { error: `the local server answered with the status ${status}`, duration_ms: took() };
    const body = await beginningOf(response);
    const headers = TOLD.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const text = body === '' ? {} : { body };
    return { status, headers: Object.fromEntries(headers), ...text, duration_ms: took() };
  } catch (error) {
    return { error: clean(faultOf(error as Error)).slice(0, ERROR_MAX) || 'no answer', duration_ms: took() };
  }
}

/** Reads as much of an answer as the gateway takes, and no more: a local server may answer without end. */
async function beginningOf({ body }: Response): Promise<string> {
  let text = '';
  for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    text += chunk;
    if (text.length >= BODY_MAX) break;
  }
  return text.slice(0, BODY_MAX);
}

function faultOf({ message, cause, name }: Error): string {
  if (name === 'TimeoutError') return 'the local server did not answer within the timeout';
  if (name === 'AbortError') return 'the command ended before the local server answered';
  if (!(cause instanceof Error)) return message;
  const { code = '' } = cause as NodeJS.ErrnoException;
  return (cause.message || code).split('\n')[0]!;
}

/** Returns the type of the event and the id of the delivery, as the headers tell them. */
export function namesOf({ headers }: Pick<Incoming, 'headers'>): {
  readonly event: string;
  readonly delivery: string;
} {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const event = lower.find(([name]) => /^x-.*-event$/.test(name))?.[1] ?? 'event';
  return { event, delivery: lower.find(([name]) => name === 'webhook-id')?.[1] ?? '' };
}
