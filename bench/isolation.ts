import { join } from 'node:path';
import { startGateways, type Target, type Variant } from './gateway.ts';
import type { Loaded } from './load.ts';
import type { Options } from './options.ts';
import { HANGS } from './payload.ts';
import { median } from './percentiles.ts';
import { BenchProcess } from './process.ts';
import type { Received } from './receiver.ts';

/** Healthy endpoints of either gateway, and events a second: a few thousand deliveries. */
const ENDPOINTS = 100;
const RATE = 8;
const DRAIN_MS = 60_000;
/** The most that the sick one may cost. */
const AIM = 2;

/** Of the healthy ones in one round, ms from sending the event to its arrival; events that did not reach them all. */
interface Round {
  readonly p50: number;
  readonly p99: number;
  readonly lost: number;
}

/**
 * What one target that hangs (every attempt until its deadline) costs a hundred healthy ones: their times at one even
 * rate through a gateway with it and through one without, in turn.
 */
export async function isolation(options: Options, folder: string): Promise<void> {
  const [receiver, load] = (['receiver', 'load'] as const).map(
    (name) => new BenchProcess({ name, file: join(import.meta.dirname, `${name}.ts`) }),
  ) as [BenchProcess, BenchProcess];
  const url = await receiver.ask<string>('listen');
  const settings = { ...options, endpoints: ENDPOINTS, nodes: 1 };
  const start = (name: string, variant: Variant): Promise<Target> => {
    const databaseUrl = `sqlite://${join(folder, `${name}.db`)}`;
    return startGateways(url, { folder, databaseUrl }, settings, { name, ...variant });
  };
  const gateways = [
    await start('without', {}),
    await start('with', { sick: [`generic+${url}${HANGS}`] }),
  ] as const;
  let run = 0;
  const play = async (target: Target, seconds = options.seconds): Promise<Round> => {
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
  const [without, beside]: [Round[], Round[]] = [[], []];
  for (let round = 0; round < options.rounds; round++) {
    without.push(await play(gateways[0]));
    beside.push(await play(gateways[1]));
  }
  report(without, beside);
}

function report(without: readonly Round[], beside: readonly Round[]): void {
  const of = (rounds: readonly Round[], figure: 'p50' | 'p99'): number =>
    median(rounds.map((one) => one[figure]));
  const line = (figure: 'p50' | 'p99'): string => {
    const [alone, together] = [of(without, figure), of(beside, figure)];
    const ratio = `${(together / alone).toFixed(2)} times`;
    return `${figure}: ${alone.toFixed(2)} ms without, ${together.toFixed(2)} ms with it: ${ratio}`;
  };
  const met = of(beside, 'p99') / of(without, 'p99') <= AIM;
  const lost = [...without, ...beside].reduce((sum, round) => sum + round.lost, 0);
  console.log(
    `${ENDPOINTS} healthy endpoints beside one that hangs, ${RATE * ENDPOINTS} deliveries/s, sent to arrived:`,
  );
  console.log(`${line('p50')}\n${line('p99')} (aim ≤ ${AIM}: ${met ? 'met' : 'MISSED'})`);
  if (lost === 0) return;
  console.log(`FAULT ${lost} events did not reach every healthy endpoint`);
  process.exitCode = 1;
}
