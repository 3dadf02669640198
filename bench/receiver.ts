/** The receiving process: takes every delivery with 200 and notes when it came. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './calls.ts';
import { percentiles, type Percentiles } from './percentiles.ts';
import { readStamp } from './payload.ts';
import { wallUs } from './wall-clock.ts';

export interface Received {
  /** Events that reached every endpoint. */
  readonly events: number;
  /** Deliveries, each counted once, and those that came again. */
  readonly deliveries: number;
  readonly duplicates: number;
  /** Unix µs of the last one. */
  readonly lastUs: number;
  /** From the event's being sent to its arrival here. */
  readonly latency: Percentiles;
}

export interface Run {
  readonly run: number;
  readonly endpoints: number;
}

let current: Run = { run: 0, endpoints: 1 };
/** Of every event by number: the endpoints it has reached, one bit each. */
let reached = new Uint16Array(0);
let latencies: number[] = [];
let [events, duplicates, lastUs, awaited] = [0, 0, 0, Infinity];
let onComplete: () => void = () => undefined;

function begin(run: Run): void {
  current = run;
  reached = new Uint16Array(1 << 20);
  latencies = [];
  [events, duplicates, lastUs, awaited] = [0, 0, 0, Infinity];
}

/** Resolves when `expected` events are complete, or after `withinMs` ms. */
async function finish({ expected, withinMs }: { expected: number; withinMs: number }): Promise<Received> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, withinMs);
    onComplete = () => {
      clearTimeout(timer);
      resolve();
    };
    awaited = expected;
    if (events >= awaited) onComplete();
  });
  return { events, deliveries: latencies.length, duplicates, lastUs, latency: percentiles(latencies) };
}

function note(body: Buffer, endpoint: number): void {
  const now = wallUs();
  const stamp = readStamp(body);
  if (stamp?.run !== current.run) return;
  if (stamp.seq >= reached.length) {
    const larger = new Uint16Array(reached.length * 2);
    larger.set(reached);
    reached = larger;
  }
  const before = reached[stamp.seq]!;
  const after = before | (1 << endpoint);
  if (after === before) {
    duplicates++;
    return;
  }
  reached[stamp.seq] = after;
  latencies.push(now - stamp.sentUs);
  lastUs = now;
  if (after === 2 ** current.endpoints - 1) events++;
  if (events >= awaited) onComplete();
}

/** Endpoint n is `/n`, counted from 0. */
function take(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    note(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), Number(request.url?.slice(1)));
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 2 }).end('OK');
  });
}

const server = createServer({ keepAliveTimeout: 120_000 }, take);

function listen(): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

answer({ listen, begin, finish });
process.channel?.ref();
