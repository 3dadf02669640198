import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Ledger } from './ledger.ts';
import type { Screen } from './screen.ts';

/** One webhook as it arrived. */
export interface Arrival {
  readonly body: string;
  readonly json: unknown;
  readonly headers: IncomingMessage['headers'];
  readonly query: URLSearchParams;
  /** Id of the delivery, the same on every attempt. */
  readonly delivery: string;
  /** Number of the attempt at this receiver, from 1. */
  readonly attempt: number;
}

/** The receiver's answer to a webhook. */
export interface Verdict {
  readonly kind: 'taken' | 'later' | 'refused';
  readonly status: number;
  readonly reply: string;
  readonly type: string;
  /** Note for the log. */
  readonly note: string;
  /** Whether the signature is valid. */
  readonly verified?: boolean;
  /** The message as a person would see it. */
  readonly card?: readonly string[];
}

/** A running receiver. */
export interface Receiver {
  readonly name: string;
  /** Entry of WEBHOOK_URLS. */
  readonly url: string;
  readonly ledger: Ledger;
  close(): void;
}

/** The behaviour of a receiver. */
export interface Habits {
  readonly name: string;
  /** Prefix of the URL: `slack+`. */
  readonly adapter: string;
  readonly path: string;
  readonly signed: boolean;
  judge(arrival: Arrival): Verdict;
}

/** Starts a target on a free local port that judges webhooks and shows them. */
export async function startReceiver(habits: Habits, screen: Screen): Promise<Receiver> {
  const ledger = new Ledger();
  if (habits.signed) ledger.verified = 0;
  const tries = new Map<string, number>();
  const server = createServer((request, response) => {
    receive(request, response).catch((error: unknown) => {
      ledger.refusals.push(String(error));
      response.writeHead(500).end();
    });
  });

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const arrival = await read(request, tries);
    const verdict = habits.judge(arrival);
    record(ledger, arrival, verdict);
    screen.row({ who: habits.name, ...look(verdict), ...about(arrival), note: verdict.note });
    if (verdict.card !== undefined) screen.lines(verdict.card);
    response.writeHead(verdict.status, { 'Content-Type': verdict.type }).end(verdict.reply);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `${habits.adapter}http://127.0.0.1:${port}${habits.path}`;
  const close = () => {
    server.close();
    server.closeAllConnections();
  };
  return { name: habits.name, url, ledger, close };
}

async function read(request: IncomingMessage, tries: Map<string, number>): Promise<Arrival> {
  const body = await text(request);
  const delivery = String(request.headers['x-streamgank-delivery']);
  const attempt = (tries.get(delivery) ?? 0) + 1;
  tries.set(delivery, attempt);
  const query = new URL(request.url ?? '/', 'http://receiver').searchParams;
  return { body, json: JSON.parse(body), headers: request.headers, query, delivery, attempt };
}

function record(
  ledger: Ledger,
  { delivery, json }: Arrival,
  { kind, note, verified = false }: Verdict,
): void {
  ledger.attempts += 1;
  if (verified) ledger.verified = (ledger.verified ?? 0) + 1;
  if (kind === 'later') ledger.postponed += 1;
  if (kind === 'refused') ledger.refusals.push(`${note}: ${JSON.stringify(json).slice(0, 300)}`);
  if (kind !== 'taken') return;
  if (ledger.taken.has(delivery)) ledger.duplicates += 1;
  ledger.taken.add(delivery);
}

function look({ kind }: Verdict) {
  if (kind === 'taken') return { mark: '✓', colour: 'green' } as const;
  return kind === 'later'
    ? ({ mark: '↻', colour: 'yellow' } as const)
    : ({ mark: '✗', colour: 'red' } as const);
}

/** Finds the job that a message is about; chat messages hold it with `_` escaped. */
function about({ headers, body }: Arrival) {
  const job = /job\\*_\d+\\*_[a-z0-9]+/.exec(body)?.[0] ?? '';
  return { event: String(headers['x-streamgank-event']), job: job.replaceAll('\\', '') };
}
