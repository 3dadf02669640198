/**
 * Measures what batches are worth: requests per 1,000 events and delivered events a second, with a request for each event and in batches, one
 * after the other in one run beside a receiver on loopback (`npm run bench:batches`).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayProcess } from '../test/support/gateway-process.ts';
import { Receiver } from '../test/support/receiver.ts';
import { median } from './percentiles.ts';

const EVENTS = 10_000;
/** Events of one request to the gateway. */
const POSTED = 1_000;
/** Time that the receiver takes for a request, whatever it carries, ms. */
const WORK_MS = 5;
const PATIENCE_MS = 300_000;
const CONCURRENCY = 4;
const ROUNDS = 3;

interface Variant {
  readonly name: string;
  readonly settings: object;
}

const VARIANTS: readonly Variant[] = [
  { name: 'a request each', settings: {} },
  { name: 'batches of 10', settings: { batch: { max: 10 } } },
  { name: 'batches of 100', settings: { batch: { max: 100 } } },
  { name: 'batches of 1,000', settings: { batch: { max: 1_000 } } },
];

interface Figures {
  readonly requests: number;
  readonly perSecond: number;
}

const EVENT = { event: 'job.completed', data: { job_id: 'job-1', title: 'A title', percent: 100 } };

/** Lets a backlog gather behind a paused endpoint, and measures how fast it is delivered once the endpoint is resumed. */
async function measured({ settings }: Variant): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'gateway-bench-'));
  const receiver = await Receiver.start(
    () => new Promise((resolve) => setTimeout(() => resolve(204), WORK_MS)),
  );
  const gateway = await GatewayProcess.start(
    {
      WEBHOOK_URLS: '',
      WEBHOOK_ALLOW_NETWORKS: 'loopback',
      WEBHOOK_SECRET_KEY: 'secret-of-the-bench',
      WEBHOOK_RATE_LIMIT_MAX: '1000000',
    },
    folder,
  );
  try {
    const { body } = await gateway.post('/api/webhooks/endpoints', {
      url: receiver.url(),
      events: ['job.*'],
      concurrency: CONCURRENCY,
      ...settings,
    });
    const path = `/api/webhooks/endpoints/${body.endpoint.id}`;
    await gateway.post(`${path}/pause`, {});
    for (let at = 0; at < EVENTS; at += POSTED) {
      const events = Array.from({ length: POSTED }, () => EVENT);
      const { status } = await gateway.post('/api/webhooks/events', { events });
      if (status !== 202) throw new Error(`the events were answered with ${status}`);
    }
    const begun = performance.now();
    await gateway.post(`${path}/resume`, {});
    await gateway.settled(PATIENCE_MS);
    const seconds = (performance.now() - begun) / 1_000;
    return { requests: receiver.requests.length, perSecond: EVENTS / seconds };
  } finally {
    await gateway.end();
    await receiver.close();
    await rm(folder, { recursive: true, force: true });
  }
}

const figures = new Map<Variant, Figures[]>(VARIANTS.map((variant) => [variant, []]));
// In turns, so that a busy moment of the machine meets all of them.
for (let round = 0; round < ROUNDS; round++)
  for (const variant of VARIANTS) figures.get(variant)!.push(await measured(variant));

const rateOf = (variant: Variant): number => median(figures.get(variant)!.map(({ perSecond }) => perSecond));
const single = rateOf(VARIANTS[0]!);
console.log(
  `${EVENTS} waiting events, ${CONCURRENCY} requests at once, ${WORK_MS} ms of work for each request, medians of ${ROUNDS} rounds:`,
);
for (const variant of VARIANTS) {
  const requests = median(figures.get(variant)!.map((one) => one.requests));
  const rate = rateOf(variant);
  console.log(
    `${variant.name}: ${((requests / EVENTS) * 1_000).toFixed(1)} requests per 1,000 events, ` +
      `${rate.toFixed(0)} events/s (${(rate / single).toFixed(1)} times)`,
  );
}
