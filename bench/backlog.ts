/**
 * Measures a large backlog: the time of a claim while many deliveries wait, beside the same with few, and the memory of
 * a gateway that starts on it. This process opens the store of the build itself.
 */
import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DatabaseTarget } from '../src/modules/config/parse-database-url.ts';
import type { LeasedDelivery } from '../src/modules/model/delivery.ts';
import type { Acceptance } from '../src/modules/store/event-store.ts';
import type { Store } from '../src/modules/store/store.ts';
import { withDatabase } from './database.ts';
import { startGateways, type Place } from './gateway.ts';
import type { Options } from './options.ts';
import { triggerBody } from './payload.ts';
import { percentiles, type Percentiles } from './percentiles.ts';
import { BenchProcess } from './process.ts';
import type { Received } from './receiver.ts';

/** Deliveries claimed and settled together, and number of such claims. */
const CLAIM = 64;
const CLAIMS = 200;
/** Deliveries stored in one call. */
const CHUNK = 2_000;
/** Deliveries that wait in the comparison with few. */
const FEW = CLAIM * CLAIMS;
/** Time for which the gateway works off the backlog, ms. */
const WORK_MS = 10_000;
const RUN = 1;

/** Figures of one store. */
export interface BacklogFigures {
  readonly store: Options['store'];
  readonly waiting: number;
  /** Time of claiming 64 deliveries and settling them, ms: with few waiting, and with the whole backlog. */
  readonly few: Percentiles;
  readonly many: Percentiles;
  /** Peak resident set of a gateway that works off the backlog for 10 s, bytes, and its deliveries in that time. */
  readonly rssPeak: number;
  readonly delivered: number;
}

/** Measures claims and memory with a large backlog on one store. */
export async function backlog(
  store: Options['store'],
  options: Options,
  parent: string,
  log: (text: string) => void,
): Promise<BacklogFigures> {
  const played = { ...options, store, nodes: 1, endpoints: 1 };
  const few = await inDatabase(store, join(parent, `few-${store}`), async (place) => {
    log(`${store}: claims with ${FEW} waiting`);
    await prepare(place, played);
    return claims(await open(place, options), FEW);
  });
  return inDatabase(store, join(parent, `backlog-${store}`), async (place) => {
    const receiver = await prepare(place, played);
    log(`${store}: claims with ${options.backlog} waiting`);
    const many = await claims(await open(place, options), options.backlog);
    log(`${store}: a gateway starts upon them`);
    return { store, waiting: options.backlog, few, many, ...(await work(receiver, place, played)) };
  });
}

interface Receiver {
  readonly process: BenchProcess;
  readonly url: string;
}

/** Starts a receiver, and a gateway once, so that the database knows the endpoint. */
async function prepare(place: Place, options: Options): Promise<Receiver> {
  const process = new BenchProcess({ name: 'receiver', file: join(import.meta.dirname, 'receiver.ts') });
  const url = await process.ask<string>('listen');
  const { processes } = await startGateways(url, place, options);
  await Promise.all(processes.map((gateway) => gateway.end()));
  return { process, url };
}

async function inDatabase<T>(
  store: Options['store'],
  folder: string,
  use: (place: Place) => Promise<T>,
): Promise<T> {
  await mkdir(folder);
  return withDatabase(store, folder, async (place) => {
    try {
      return await use(place);
    } finally {
      await BenchProcess.endAll();
    }
  });
}

async function open({ databaseUrl }: Place, { entry }: Options): Promise<Store> {
  const built = (file: string): Promise<object> =>
    import(pathToFileURL(join(dirname(entry), '../.cache/compiled/modules', file)).href);
  const { openStore } = (await built('store/open-store.js')) as {
    openStore: (target: DatabaseTarget, clock: object) => Promise<Store>;
  };
  const { SystemClock } = (await built('model/clock.js')) as { SystemClock: new () => object };
  const { parseDatabaseUrl } = (await built('config/parse-database-url.js')) as {
    parseDatabaseUrl: (text: string) => DatabaseTarget;
  };
  return openStore(parseDatabaseUrl(databaseUrl), new SystemClock());
}

/** Fills the store, times claims, and closes it. */
async function claims(store: Store, waiting: number): Promise<Percentiles> {
  const [endpoint] = await store.endpoints.list();
  const endpointId = endpoint!.id;
  for (let at = 0; at < waiting; at += CHUNK) {
    const count = Math.min(CHUNK, waiting - at);
    await store.events.accept(
      Array.from({ length: count }, (_, n) => acceptance(endpointId, at + n)),
      20_000,
    );
  }
  const times: number[] = [];
  for (let turn = 0; turn < CLAIMS; turn++) {
    const from = performance.now();
    const claimed = await store.queue.claim({
      rooms: new Map([[endpointId, CLAIM]]),
      limit: CLAIM,
      maxBytes: 64 * 1024 * 1024,
      leaseToken: randomUUID(),
      leaseMs: 20_000,
    });
    await store.queue.settle(claimed.map(delivered));
    times.push((performance.now() - from) * 1000);
    if (claimed.length !== CLAIM) throw new Error(`A claim came back with ${claimed.length} of ${CLAIM}.`);
  }
  await store.close();
  return percentiles(times);
}

/** Runs a gateway on the filled store, with a receiver that accepts everything. */
async function work(
  receiver: Receiver,
  place: Place,
  options: Options,
): Promise<Pick<BacklogFigures, 'rssPeak' | 'delivered'>> {
  await receiver.process.ask('begin', { run: RUN, endpoints: 1 });
  const { processes } = await startGateways(receiver.url, place, options);
  const rest = { expected: Number.MAX_SAFE_INTEGER, withinMs: WORK_MS };
  const { events } = await receiver.process.ask<Received>('finish', rest, WORK_MS * 2);
  const { rssPeak } = await processes[0]!.usage();
  return { rssPeak, delivered: events };
}

function acceptance(endpointId: string, seq: number): Acceptance {
  const now = Date.now();
  const { event, data } = JSON.parse(triggerBody({ sentUs: now * 1000, run: RUN, seq })) as {
    event: string;
    data: object;
  };
  return {
    event: {
      id: randomUUID(),
      type: event,
      data: JSON.stringify(data),
      timestamp: new Date(now).toISOString(),
      acceptedAt: now,
    },
    contentHash: null,
    deliveries: [{ id: randomUUID(), endpointId, webhookId: 'webhook_1', leaseToken: null }],
  };
}

function delivered({ id, leaseToken }: LeasedDelivery): Parameters<Store['queue']['settle']>[0][number] {
  const attempt = {
    number: 1,
    startedAt: Date.now(),
    durationMs: 1,
    status: 200,
    outcome: 'delivered',
    errorCode: null,
    errorMessage: null,
    responseBody: 'OK',
  } as const;
  return { deliveryId: id, leaseToken, attempt, next: { state: 'delivered' } };
}

/** Most that claims may slow down with the backlog, as a factor. */
const FLAT_AIM = 2;
/** Most memory of a gateway that starts on any backlog, MiB. */
const MEMORY_AIM = 512;

/** Writes the figures as a table of text. */
export function backlogTable(all: readonly BacklogFigures[]): string {
  const rows = all.map(({ store, waiting, few, many, rssPeak, delivered: sent }) => {
    const share = many.p50 / few.p50;
    const verdict = `≤ ${FLAT_AIM}: ${share <= FLAT_AIM ? 'met' : 'MISSED'}`;
    const times = `${many.p50.toFixed(2)} ms (p99 ${many.p99.toFixed(2)}), with ${FEW} waiting ${few.p50.toFixed(2)} ms (p99 ${few.p99.toFixed(2)})`;
    const mib = rssPeak / 1024 ** 2;
    const bounded = `≤ ${MEMORY_AIM}: ${mib <= MEMORY_AIM ? 'met' : 'MISSED'}`;
    const memory = `${mib.toFixed(0)} MiB peak (${bounded}), ${(sent / (WORK_MS / 1000)).toFixed(0)} deliveries/s`;
    return `${store}, ${waiting} waiting: claim and settle ${CLAIM} p50 ${times}, ratio ${share.toFixed(2)}, ${verdict}; a gateway upon them: ${memory}`;
  });
  return ['', ...rows].join('\n');
}
