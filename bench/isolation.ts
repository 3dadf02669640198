import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { NameServer, type Zone } from '../test/support/name-server.ts';
import { HEALTHY_DOMAIN, startGateways, type Target, type Variant } from './gateway.ts';
import type { Loaded } from './load.ts';
import type { Options } from './options.ts';
import { DRIPS, HANGS } from './payload.ts';
import { median } from './percentiles.ts';
import { BenchProcess } from './process.ts';
import type { Received } from './receiver.ts';

/** Healthy endpoints of either gateway, and events per second: a few thousand deliveries per second. */
const ENDPOINTS = 100;
const RATE = 8;
const DRAIN_MS = 60_000;
/** Most that sick endpoints may slow down the others, as a factor. */
const AIM = 2;

/**
 * Latency of the healthy endpoints in one round, ms from sending to arrival, and events that did not reach all of them.
 */
interface IsolationRound {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
}

/** Medians of the rounds, ms: without sick endpoints, and with them. */
export interface IsolationFigures {
  readonly endpoints: number;
  readonly deliveriesPerSecond: number;
  readonly without: Omit<IsolationRound, 'lost'>;
  readonly beside: Omit<IsolationRound, 'lost'>;
  readonly lost: number;
}

/** Domain whose name server never answers; each endpoint there has a name of its own. */
const SILENT_DOMAIN = 'silent.test';
const SILENT = 8;

const ZONE: Zone = ({ name, type }) => {
  if (name.endsWith(SILENT_DOMAIN)) return 'silence';
  if (!name.endsWith(HEALTHY_DOMAIN)) return { error: 'NXDOMAIN' };
  return { addresses: type === 'A' ? ['127.0.0.1'] : [], ttl: 1 };
};

/** Finds a port of this machine that refuses connections. */
async function refusingPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Measures what sick targets cost a hundred healthy ones. The sick ones: one that hangs until the timeout of each
 * attempt, one that answers a byte per second, one that refuses connections, and some whose name server never answers.
 * The same even load goes in turn through a gateway with the sick endpoints and one without. Healthy targets have names
 * with a short TTL and often end their connections, so that names are resolved all the time.
 */
export async function measureIsolation(
  options: Options,
  folder: string,
  log: (text: string) => void,
): Promise<IsolationFigures> {
  log(`isolation: ${options.rounds} × ${options.seconds} s each`);
  const [receiver, load] = (['receiver', 'load'] as const).map(
    (name) => new BenchProcess({ name, file: join(import.meta.dirname, `${name}.ts`) }),
  ) as [BenchProcess, BenchProcess];
  const url = await receiver.ask<string>('listen');
  await receiver.ask('renewConnections');
  const names = await NameServer.start(ZONE);
  const nameServer = names.address;
  const settings = { ...options, endpoints: ENDPOINTS, nodes: 1 };
  const start = (name: string, variant: Variant): Promise<Target> => {
    const databaseUrl = `sqlite://${join(folder, `${name}.db`)}`;
    return startGateways(url, { folder, databaseUrl }, settings, { name, ...variant });
  };
  const targets = [
    url + HANGS,
    url + DRIPS,
    `http://127.0.0.1:${await refusingPort()}/refuses`,
    ...Array.from({ length: SILENT }, (_, at) => `http://e${at}.${SILENT_DOMAIN}/`),
  ];
  const gateways = [
    await start('without', { nameServer }),
    await start('with', { nameServer, sick: targets.map((target) => `generic+${target}`) }),
  ] as const;
  let run = 0;
  const play = async (target: Target, seconds = options.seconds): Promise<IsolationRound> => {
    await receiver.ask('begin', { run: ++run, endpoints: ENDPOINTS });
    const plan = { kind: 'open', rate: RATE, seconds } as const;
    const loaded = await load.ask<Loaded>(
      'load',
      { targets: target.urls, batch: 1, run, plan },
      DRAIN_MS + seconds * 1000,
    );
    const finish = { expected: loaded.accepted, withinMs: DRAIN_MS };
    const { events, latency } = await receiver.ask<Received>('finish', finish, DRAIN_MS * 2);
    return { p50: latency.p50, p99: latency.p99, lost: loaded.accepted - events };
  };
  for (const target of gateways) await play(target, options.warmUpSeconds);
  const [without, beside]: [IsolationRound[], IsolationRound[]] = [[], []];
  for (let round = 0; round < options.rounds; round++) {
    without.push(await play(gateways[0]));
    beside.push(await play(gateways[1]));
  }
  await BenchProcess.endAll();
  await names.close();
  return {
    endpoints: ENDPOINTS,
    deliveriesPerSecond: RATE * ENDPOINTS,
    without: medians(without),
    beside: medians(beside),
    lost: [...without, ...beside].reduce((sum, round) => sum + round.lost, 0),
  };
}

function medians(rounds: readonly IsolationRound[]): Omit<IsolationRound, 'lost'> {
  return { p50: median(rounds.map(({ p50 }) => p50)), p99: median(rounds.map(({ p99 }) => p99)) };
}

/** Writes the figures as lines of text. */
export function isolationLines({
  endpoints,
  deliveriesPerSecond,
  without,
  beside,
  lost,
}: IsolationFigures): string {
  const line = (figure: 'p50' | 'p99'): string => {
    const ratio = `${(beside[figure] / without[figure]).toFixed(2)} times`;
    return `${figure}: ${without[figure].toFixed(2)} ms without, ${beside[figure].toFixed(2)} ms with them: ${ratio}`;
  };
  const met = beside.p99 / without.p99 <= AIM;
  return [
    '',
    `${endpoints} healthy endpoints beside one that hangs, one that drips, one that refuses and ${SILENT} whose name server never answers, ${deliveriesPerSecond} deliveries/s, sent to arrived:`,
    line('p50'),
    `${line('p99')} (aim ≤ ${AIM}: ${met ? 'met' : 'MISSED'})`,
    ...(lost > 0 ? [`FAULT ${lost} events did not reach every healthy endpoint`] : []),
  ].join('\n');
}
