/** The receiving process: it accepts every delivery with 200 and records the time of its arrival. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answer } from './calls.ts';
import { percentiles, type Percentiles } from './percentiles.ts';
import { DRIPS, HANGS, readStamp } from './payload.ts';
import { wallUs } from './wall-clock.ts';

/** Requests after which a connection is ended, while connections are renewed. */
const REQUESTS_PER_CONNECTION = 10;

/** The deliveries of one run. */
export interface Received {
  /** Events that reached every endpoint. */
  readonly events: number;
  /** Deliveries, each counted once, and duplicates. */
  readonly deliveries: number;
  readonly duplicates: number;
  /** Arrival of the last delivery, Unix µs. */
  readonly lastUs: number;
  /** Latency from sending the event to its arrival. */
  readonly latency: Percentiles;
}

/** The announcement of a run. */
export interface Run {
  readonly run: number;
  readonly endpoints: number;
}

let current: Run = { run: 0, endpoints: 1 };
/** Endpoints reached per event: one bit each in `stride` bytes, and their count. */
let reached = new Uint8Array(0);
let counts = new Uint8Array(0);
let stride = 1;
let latencies: number[] = [];
let [events, duplicates, lastUs, awaited] = [0, 0, 0, Infinity];
let onComplete: () => void = () => undefined;

function begin(run: Run): void {
  current = run;
  stride = Math.ceil(run.endpoints / 8);
  reached = new Uint8Array((1 << 20) * stride);
  counts = new Uint8Array(1 << 20);
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
  if (stamp.seq >= counts.length) {
    reached = twice(reached);
    counts = twice(counts);
  }
  const at = stamp.seq * stride + (endpoint >> 3);
  const bit = 1 << (endpoint & 7);
  if ((reached[at]! & bit) !== 0) {
    duplicates++;
    return;
  }
  reached[at]! |= bit;
  latencies.push(now - stamp.sentUs);
  lastUs = now;
  if (++counts[stamp.seq]! === current.endpoints) events++;
  if (events >= awaited) onComplete();
}

function twice(before: Uint8Array): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(before.length * 2);
  larger.set(before);
  return larger;
}

/** Records a delivery. Endpoint n has the path `/n`, counted from 0. */
function take(request: IncomingMessage, response: ServerResponse): void {
  if (request.url === HANGS) return void request.resume();
  if (request.url === DRIPS) return drip(request, response);
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    note(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks), Number(request.url?.slice(1)));
    response.writeHead(200, { 'content-type': 'text/plain', 'content-length': 2 }).end('OK');
  });
}

function drip(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/plain' });
  const timer = setInterval(() => response.write('.'), 1_000);
  response.on('close', () => clearInterval(timer));
}

const server = createServer({ keepAliveTimeout: 120_000 }, take);

function listen(): Promise<string> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** Ends each connection after a few requests from now on. */
function renewConnections(): void {
  server.maxRequestsPerSocket = REQUESTS_PER_CONNECTION;
}

answer({ listen, begin, finish, renewConnections });
process.channel?.ref();
