/** The load process: it posts events to a target in one of three ways, and times the answers. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { answer } from './calls.ts';
import { triggerBody } from './payload.ts';
import { percentiles, type Percentiles } from './percentiles.ts';
import { wallUs } from './wall-clock.ts';

/**
 * - closed: `inFlight` requests at any time, for `seconds` s;
 * - open: `rate` requests per second at even distances, whatever their answers, for `seconds` s;
 * - single: `count` requests one at a time, each after a pause of `pauseMs` ms.
 */
export type LoadPlan =
  | { readonly kind: 'closed'; readonly inFlight: number; readonly seconds: number }
  | { readonly kind: 'open'; readonly rate: number; readonly seconds: number }
  | { readonly kind: 'single'; readonly count: number; readonly pauseMs: number };

/** The order to the load process. */
export interface LoadOrder {
  /** URLs that get the requests in turn. */
  readonly targets: readonly string[];
  /** Events per request; more than one go to the batch route. */
  readonly batch: number;
  readonly run: number;
  readonly plan: LoadPlan;
}

/** The result of a load. */
export interface Loaded {
  /** Events answered with 202, and all others. */
  readonly accepted: number;
  readonly refused: number;
  /** Start of the first request and end of the last answer, Unix µs. */
  readonly firstUs: number;
  readonly lastUs: number;
  /** Latency of the answers from the time a request was due, so that a stalled target hides nothing. */
  readonly answered: Percentiles;
}

/** Maximum of connections; the wait of further requests counts as latency. */
const CONNECTIONS = 256;

class Volley {
  readonly #pools: readonly Pool[];
  readonly #batch: number;
  readonly #run: number;
  readonly #latencies: number[] = [];
  #seq = 0;
  #refused = 0;
  #firstUs = 0;

  constructor({ targets, batch, run }: LoadOrder) {
    const connections = Math.ceil(CONNECTIONS / targets.length);
    this.#pools = targets.map((target) => new Pool(target, { connections, keepAliveTimeout: 60_000 }));
    this.#batch = batch;
    this.#run = run;
  }

  /** Posts one request that is due at `dueUs` (Unix µs); resolves with its answer, whatever it is. */
  async post(dueUs = wallUs()): Promise<void> {
    if (this.#seq === 0) this.#firstUs = dueUs;
    const pool = this.#pools[(this.#seq / this.#batch) % this.#pools.length]!;
    const bodies = Array.from({ length: this.#batch }, () =>
      triggerBody({ sentUs: dueUs, run: this.#run, seq: this.#seq++ }),
    );
    const single = bodies.length === 1;
    const body = single ? bodies[0]! : `{"events":[${bodies.join(',')}]}`;
    try {
      const { statusCode, body: text } = await pool.request({
        method: 'POST',
        path: single ? '/api/webhooks/trigger' : '/api/webhooks/events',
        headers: { 'content-type': 'application/json' },
        body,
      });
      await text.text();
      if (statusCode === 202) this.#latencies.push(wallUs() - dueUs);
      else this.#refused += bodies.length;
    } catch {
      this.#refused += bodies.length;
    }
  }

  async end(): Promise<Loaded> {
    const lastUs = wallUs();
    await Promise.all(this.#pools.map((pool) => pool.close()));
    const answered = percentiles(this.#latencies);
    const accepted = answered.count * this.#batch;
    return { accepted, refused: this.#refused, firstUs: this.#firstUs, lastUs, answered };
  }
}

async function closed(volley: Volley, inFlight: number, seconds: number): Promise<void> {
  const end = performance.now() + seconds * 1000;
  const one = async (): Promise<void> => {
    while (performance.now() < end) await volley.post();
  };
  await Promise.all(Array.from({ length: inFlight }, one));
}

async function open(volley: Volley, rate: number, seconds: number): Promise<void> {
  const start = wallUs();
  const gapUs = 1e6 / rate;
  const total = Math.floor(rate * seconds);
  const posts: Promise<void>[] = [];
  while (posts.length < total) {
    const due = Math.min(total, Math.floor((wallUs() - start) / gapUs) + 1);
    while (posts.length < due) posts.push(volley.post(Math.round(start + posts.length * gapUs)));
    await sleep(1);
  }
  await Promise.all(posts);
}

async function single(volley: Volley, count: number, pauseMs: number): Promise<void> {
  for (let sent = 0; sent < count; sent++) {
    await sleep(pauseMs);
    await volley.post();
  }
}

async function load(order: LoadOrder): Promise<Loaded> {
  const volley = new Volley(order);
  const { plan } = order;
  if (plan.kind === 'closed') await closed(volley, plan.inFlight, plan.seconds);
  else if (plan.kind === 'open') await open(volley, plan.rate, plan.seconds);
  else await single(volley, plan.count, plan.pauseMs);
  return volley.end();
}

answer({ load });
process.channel?.ref();
