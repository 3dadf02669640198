import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Ledger } from './ledger.ts';
import type { Screen } from './screen.ts';

/** One webhook as it arrived. */
export interface Arrival {
  readonly method: string;
  /** Path with its query. */
  readonly path: string;
  readonly body: string;
  readonly json: unknown;
  readonly headers: IncomingMessage['headers'];
  readonly event: string;
  /** Id of the job as the message writes it, `job_…c104c3` in chats; empty where it names none. */
  readonly job: string;
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
  /** Whether the message stands beside the delivery's own: the announcement of an edit. */
  readonly beside?: boolean;
  /** The message as a person would see it. */
  readonly card?: readonly string[];
}

/** A running receiver. */
export interface Receiver {
  readonly name: string;
  /** Name of its endpoint. */
  readonly endpoint: string;
  readonly url: string;
  /** Whether the events of a job share one message. */
  readonly live: boolean;
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
  /** Whether the events of a job share one message; absent: a message each. */
  readonly live?: boolean;
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
    screen.row({
      who: habits.name,
      ...look(verdict),
      event: arrival.event,
      job: arrival.job,
      note: verdict.note,
    });
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
  const { name, live = false } = habits;
  return { name, endpoint: name.toLowerCase().replaceAll(' ', '-'), url, live, ledger, close };
}

async function read(request: IncomingMessage, tries: Map<string, number>): Promise<Arrival> {
  const body = await text(request);
  const delivery = String(request.headers['x-streamgank-delivery']);
  const attempt = (tries.get(delivery) ?? 0) + 1;
  tries.set(delivery, attempt);
  const { method = '', url: path = '/', headers } = request;
  const event = String(headers['x-streamgank-event']);
  return { method, path, body, json: JSON.parse(body), headers, event, job: jobOf(body), delivery, attempt };
}

function record(
  ledger: Ledger,
  { delivery, json }: Arrival,
  { kind, note, verified = false, beside = false }: Verdict,
): void {
  ledger.attempts += 1;
  if (verified) ledger.verified = (ledger.verified ?? 0) + 1;
  if (kind === 'later') ledger.postponed += 1;
  if (kind === 'refused') ledger.refusals.push(`${note}: ${JSON.stringify(json).slice(0, 300)}`);
  if (kind !== 'taken') return;
  const seen = beside ? ledger.announced : ledger.taken;
  if (seen.has(delivery)) ledger.duplicates += 1;
  seen.add(delivery);
}

function look({ kind }: Verdict) {
  if (kind === 'taken') return { mark: '✓', colour: 'green' } as const;
  return kind === 'later'
    ? ({ mark: '↻', colour: 'yellow' } as const)
    : ({ mark: '✗', colour: 'red' } as const);
}

/** Finds the job that a message is about; chat messages hold it shortened, or with `_` escaped. */
function jobOf(body: string): string {
  const job = /job\\*_(?:\d+\\*_|\d*…)[a-z0-9]+/.exec(body)?.[0] ?? '';
  return job.replaceAll('\\', '');
}
