import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { Page, Request } from 'playwright-core';
import { until } from './until.ts';

/** The API's answer to one request of the console. */
export interface KeptAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Answers of the API to the requests of the console's pages, of one moment. */
export interface KeptAnswers {
  /** The moment, Unix ms: the pages are shown as of then. */
  readonly now: number;
  /** Addresses of the pages that are about one thing, by name. */
  readonly subjects: { readonly failed: string; readonly job: string; readonly incident: string };
  readonly answers: Readonly<Record<string, KeptAnswer>>;
}

const BUILT = join(import.meta.dirname, '../../dist/console');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
};
/** Parameters that tell a time: the page's clock decides it. */
const MOVING = ['from', 'to'];

/** Names a request of the console by what it asks. @param url a path, or a whole URL */
export function keyOf(method: string, url: string, body: string | null): string {
  const { pathname, searchParams } = new URL(url, 'http://any');
  for (const name of MOVING) searchParams.delete(name);
  const query = searchParams.size === 0 ? '' : `?${searchParams}`;
  return `${method} ${pathname}${query}${body ? ` ${body}` : ''}`;
}

/** A stream of events that is open, and tells nothing: nothing happens while a picture is taken. */
const SILENT_STREAM = `window.EventSource = class extends EventTarget {
  static CLOSED = 2;
  readyState = 1;
  constructor() {
    super();
    setTimeout(() => this.dispatchEvent(new Event('open')));
  }
  close() {}
};`;

/** Stops a page at a moment (Unix ms). */
export async function stopAt(now: number, page: Page): Promise<void> {
  await page.addInitScript(SILENT_STREAM);
  await page.clock.setFixedTime(now);
}

/** A page that runs without a gateway, at the moment of the answers: files come from the build, data from the answers. */
export class AnsweredPage {
  /** Requests that nothing is kept for. */
  readonly missing: string[] = [];
  readonly page: Page;
  readonly #answers: KeptAnswers['answers'];
  readonly #server: Server;
  readonly #pending = new Set<Request>();

  private constructor(page: Page, { answers }: KeptAnswers) {
    this.page = page;
    this.#answers = answers;
    this.#server = createServer((request, response) => void this.#answer(request, response));
    page.on('request', (request) => this.#pending.add(request));
    page.on('requestfinished', (request) => this.#pending.delete(request));
    page.on('requestfailed', (request) => this.#pending.delete(request));
  }

  static async of(page: Page, kept: KeptAnswers): Promise<AnsweredPage> {
    const answered = new AnsweredPage(page, kept);
    await once(answered.#server.listen(0, '127.0.0.1'), 'listening');
    await stopAt(kept.now, page);
    return answered;
  }

  /** The origin of the page. */
  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Resolves when nothing is being asked for. */
  async idle(): Promise<void> {
    await until('all requests are answered', () => this.#pending.size === 0);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await once(this.#server.close(), 'close');
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/' } = request;
    if (!url.startsWith('/api/')) return sendFile(url, response);
    const key = keyOf(method, url, await text(request));
    const answer = this.#answers[key];
    if (answer === undefined) this.missing.push(key);
    response
      .writeHead(answer?.status ?? 501, { 'content-type': 'application/json', 'cache-control': 'no-store' })
      .end(JSON.stringify(answer?.body ?? {}));
  }
}

/** Sends a file of the build, or the document. The browser keeps the files, as those of a gateway. */
function sendFile(url: string, response: ServerResponse): void {
  const asked = join(BUILT, new URL(url, 'http://any').pathname);
  const file = extname(asked) !== '' && existsSync(asked) ? asked : join(BUILT, 'index.html');
  const cache = file.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response
    .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'cache-control': cache })
    .end(readFileSync(file));
}

/** Reads kept answers from a file. */
export function readAnswers(file: string): KeptAnswers {
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as KeptAnswers;
}

/** Writes answers to a file, in the order of their names. */
export function writeAnswers(file: string, { answers, ...rest }: KeptAnswers): void {
  const sorted = Object.fromEntries(
    Object.entries(answers).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
  writeFileSync(file, gzipSync(JSON.stringify({ ...rest, answers: sorted }), { level: 9 }));
}
