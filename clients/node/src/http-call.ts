import { errorMessage } from './error-message.js';

/** The result of a call. */
export type CallResult =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Headers;
      /** Parsed JSON of the answer; null when it is none. */
      readonly body: unknown;
    }
  | { readonly kind: 'no-answer'; readonly message: string; readonly cause: unknown };

/** A request to the gateway. */
export interface HttpCall {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Timeout until the whole answer is there, ms. */
  readonly timeoutMs: number;
}

/** Limit of an answer's size, bytes: the gateway's answers are far smaller. */
const ANSWER_MAX_BYTES = 4 * 1024 * 1024;

/** Makes one request; never rejects. Redirects are not followed, because they would carry the key elsewhere. */
export async function httpCall(
  call: HttpCall,
  send: typeof fetch,
  cancelled: AbortSignal,
): Promise<CallResult> {
  const { url, method, headers, body, timeoutMs } = call;
  const ending = new AbortController();
  const cancel = (): void => ending.abort(new Error('cancelled'));
  const overdue = setTimeout(() => ending.abort(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  if (cancelled.aborted) cancel();
  cancelled.addEventListener('abort', cancel, { once: true });
  try {
    const response = await send(url, {
      method,
      headers,
      redirect: 'manual',
      signal: ending.signal,
      ...(body === undefined ? {} : { body }),
    });
    const text = await textOf(response);
    return { kind: 'answer', status: response.status, headers: response.headers, body: parsed(text) };
  } catch (error) {
    return { kind: 'no-answer', message: messageOf(error), cause: error };
  } finally {
    clearTimeout(overdue);
    cancelled.removeEventListener('abort', cancel);
  }
}

async function textOf(response: Response): Promise<string> {
  if (response.body === null) return '';
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks).toString('utf8');
    bytes += value.length;
    if (bytes > ANSWER_MAX_BYTES) {
      await reader.cancel();
      throw new Error(`an answer of more than ${ANSWER_MAX_BYTES} bytes`);
    }
    chunks.push(value);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Returns the message of the cause, because `fetch failed` tells nothing. */
function messageOf(error: unknown): string {
  const { cause } = (error ?? {}) as { cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || errorMessage(error);
}
