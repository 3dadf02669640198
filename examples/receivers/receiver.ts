import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Answer {
  readonly status: number;
  readonly body: string | object;
  readonly headers: Readonly<Record<string, string>>;
}

export const answer = (
  status: number,
  body: string | object,
  headers: Record<string, string> = {},
): Answer => ({ status, body, headers });

/** Size of a text, bytes. */
export const bytes = (value: string): number => Buffer.byteLength(value);

/** One platform: where an endpoint sends to, and how the platform answers. */
export interface Platform {
  /** Makes the URL of an endpoint. @param base address of the receiver */
  readonly url: (base: string) => string;
  /** The options that the endpoint needs beside its URL. */
  readonly options: Readonly<Record<string, string | boolean>>;
  /** Paths that take messages, and edits of them. */
  readonly at: RegExp;
  /** Tells whether the platform would refuse a body. */
  readonly tooLong: (body: string) => boolean;
  readonly taken: (id: number, body: string) => Answer;
  readonly refused: () => Answer;
  /** @param wait seconds */
  readonly limited: (wait: number) => Answer;
  /** The answer to a request that asks for permission to send (`OPTIONS`). */
  readonly permits?: () => Answer;
}

export type Platforms = Readonly<Record<string, Platform>>;

/** Counts the messages of the running second; `allowed` is how many a platform takes in one. */
function limiter(allowed: number): () => boolean {
  let [second, count] = [0, 0];
  return () => {
    const now = Math.floor(Date.now() / 1000);
    [second, count] = now === second ? [second, count + 1] : [now, 1];
    return count > allowed;
  };
}

interface Given {
  readonly port?: number;
  /** Messages that each platform takes in a second. */
  readonly perSecond?: number;
  readonly seen?: (platform: string, method: string, body: string, status: number) => void;
}

/** Starts a receiver that is every platform of the table; resolves with its address and a function that ends it. */
export async function startReceiver(
  platforms: Platforms,
  { port = 0, perSecond = Infinity, seen = () => {} }: Given = {},
): Promise<{ readonly base: string; readonly close: () => void }> {
  const limits = new Map(Object.keys(platforms).map((name) => [name, limiter(perSecond)]));
  let id = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { method = '', url = '/' } = request;
    const { pathname } = new URL(url, 'http://receiver.invalid');
    const [name = 'nobody', platform] =
      Object.entries(platforms).find(([, { at }]) => at.test(decodeURIComponent(pathname))) ?? [];
    const given =
      platform === undefined
        ? answer(404, 'no such address')
        : answerOf(platform, {
            method,
            body,
            isLimited: () => limits.get(name)?.() === true,
            nextId: () => ++id,
          });
    seen(name, method, body, given.status);
    const isText = typeof given.body === 'string';
    response.writeHead(given.status, {
      'Content-Type': isText ? 'text/plain' : 'application/json',
      ...given.headers,
    });
    response.end(isText ? given.body : JSON.stringify(given.body));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

interface Asked {
  readonly method: string;
  readonly body: string;
  readonly isLimited: () => boolean;
  readonly nextId: () => number;
}

function answerOf(platform: Platform, { method, body, isLimited, nextId }: Asked): Answer {
  if (method === 'OPTIONS' && platform.permits) return platform.permits();
  if (isLimited()) return platform.limited(1);
  return platform.tooLong(body) ? platform.refused() : platform.taken(nextId(), body);
}
