import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withDatabase } from './database.ts';
import type { Options } from './options.ts';
import { median } from './percentiles.ts';
import { eventRate, playFull } from './phases.ts';
import { onStage } from './stage.ts';
import { faults, ratio } from './summary.ts';

/** A variation of the full load. */
export interface Scenario {
  readonly name: string;
  readonly settings: Partial<Pick<Options, 'store' | 'nodes' | 'endpoints' | 'batch' | 'inFlight'>>;
  /** Aim as a share of the floor's events/s; null: none. */
  readonly aim: number | null;
}

/** Scenarios of full load that differ from the plain one: one endpoint, single events, SQLite. */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'SQLite, 1 endpoint', settings: {}, aim: 0.5 },
  { name: 'SQLite, 3 endpoints', settings: { endpoints: 3 }, aim: null },
  { name: 'SQLite, 10 endpoints', settings: { endpoints: 10 }, aim: null },
  { name: 'SQLite, batches of 100', settings: { batch: 100, inFlight: 4 }, aim: null },
  { name: 'PostgreSQL, 1 gateway', settings: { store: 'postgres' }, aim: 0.35 },
  { name: 'PostgreSQL, 2 gateways', settings: { store: 'postgres', nodes: 2 }, aim: null },
  { name: 'PostgreSQL, 3 endpoints', settings: { store: 'postgres', endpoints: 3 }, aim: null },
];

/** Medians of the rounds. */
export interface ScenarioFigures {
  readonly name: string;
  /** Events/s that arrived at every endpoint. */
  readonly floor: number;
  readonly gateway: number;
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
  readonly aim: number | null;
  readonly deliveriesPerSecond: number;
  /** CPU time of all gateways together, µs. */
  readonly cpuUsPerDelivery: number;
  readonly answeredP99Ms: number;
  /** Peak resident set of the first gateway, bytes. */
  readonly rssPeak: number;
  readonly faults: readonly string[];
}

/** Measures one scenario in all its rounds. */
export async function playScenario(
  { name, settings, aim }: Scenario,
  common: Options,
  parent: string,
  log: (text: string) => void,
): Promise<ScenarioFigures> {
  const options = { ...common, store: 'sqlite', nodes: 1, endpoints: 1, batch: 1, ...settings } as const;
  const folder = join(parent, name.replace(/\W+/g, '-'));
  await mkdir(folder);
  log(`${name}: ${options.rounds} × ${options.seconds} s each`);
  return withDatabase(options.store, folder, (place) =>
    onStage(place, options, async (stage) => {
      const { full, usage } = await playFull(stage, options);
      const of = (figure: (run: (typeof full.gateway)[number]) => number): number =>
        median(full.gateway.map(figure));
      return {
        name,
        floor: median(full.floor.map(eventRate)),
        gateway: of(eventRate),
        ratio: ratio(full),
        aim,
        deliveriesPerSecond: of(({ received, seconds }) => received.deliveries / seconds),
        cpuUsPerDelivery: of((run) => run.cpuUsPerDelivery),
        answeredP99Ms: of(({ loaded }) => loaded.answered.p99),
        rssPeak: usage.gateway.rssPeak,
        faults: faults({ full }).map((fault) => `${name}: ${fault}`),
      };
    }),
  );
}

const COLUMNS = ['floor', 'gateway', 'ratio', 'deliveries/s', 'CPU µs/d', '202 p99 ms', 'RSS MiB'];

/** Writes the figures as a table of text. */
export function scenarioTable(all: readonly ScenarioFigures[]): string {
  const rows = all.map((one) => [
    one.name,
    one.floor.toFixed(0),
    one.gateway.toFixed(0),
    one.ratio.median.toFixed(3),
    one.deliveriesPerSecond.toFixed(0),
    one.cpuUsPerDelivery.toFixed(0),
    one.answeredP99Ms.toFixed(1),
    (one.rssPeak / 1024 ** 2).toFixed(0),
    one.aim === null ? '' : `  ≥ ${one.aim}: ${one.ratio.median >= one.aim ? 'met' : 'MISSED'}`,
  ]);
  const line = ([name = '', ...cells]: readonly string[]): string =>
    `${name.padEnd(26)}${cells.map((cell) => cell.padStart(13)).join('')}`.trimEnd();
  const broken = all.flatMap((one) => one.faults.map((fault) => `FAULT ${fault}`));
  return ['', line(['events/s', ...COLUMNS]), ...rows.map(line), ...broken].join('\n');
}
