import { cpus, totalmem } from 'node:os';
import { statfs } from 'node:fs/promises';
import { eventRate, type Results } from './phases.ts';
import { median } from './percentiles.ts';
import type { Figures } from './stage.ts';
import { faults, ratio, rows, type Row } from './summary.ts';

/** Linux' number of a file system in memory, where a commit costs nothing. */
const TMPFS = 0x01021994;

/** The machine of the measurement. */
export interface Machine {
  readonly date: string;
  readonly node: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  /** Whether the database is on disk; in memory, the figures say nothing about durable commits. */
  readonly onDisk: boolean;
}

/** Describes this machine and the file system of `folder`. */
export async function machine(folder: string): Promise<Machine> {
  const all = cpus();
  return {
    date: new Date().toISOString(),
    node: process.version,
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 1024 ** 3),
    onDisk: (await statfs(folder)).type !== TMPFS,
  };
}

/** Writes the figures as a table of text. */
export function table(results: Results, on: Machine): string {
  const { full } = results;
  const { median: share, least, most } = ratio(full);
  return [
    '',
    `${on.cpu}, ${on.cores} cores, Node ${on.node}, ${on.date.slice(0, 10)}`,
    ...(on.onDisk ? [] : ['The database was NOT on a disk: choose another --folder.']),
    '',
    line(['', 'floor', 'gateway', 'ratio', 'aim']),
    ...rows(results).map(rowLine),
    '',
    `Share of the floor's events/s: ${share.toFixed(3)} (single rounds ${least.toFixed(3)} – ${most.toFixed(3)})`,
    `events/s of the floor's rounds:   ${full.floor.map((run) => eventRate(run).toFixed(0)).join(' ')}`,
    `events/s of the gateway's rounds: ${full.gateway.map((run) => eventRate(run).toFixed(0)).join(' ')}`,
    `Cores in use under full load: ${cores('floor', full.floor)}; ${cores('gateway', full.gateway)}`,
    ...faults(results).map((fault) => `FAULT ${fault}`),
  ].join('\n');
}

function rowLine({ name, unit, floor, gateway, aim }: Row): string {
  const verdict = aim ? `${aim.text}: ${aim.met ? 'met' : 'MISSED'}` : '';
  return line([`${name} (${unit})`, number(floor), number(gateway), (gateway / floor).toFixed(2), verdict]);
}

function line([name = '', floor = '', gateway = '', share = '', aim = '']: readonly string[]): string {
  return `${name.padEnd(40)}${floor.padStart(10)}${gateway.padStart(10)}${share.padStart(8)}   ${aim}`.trimEnd();
}

function number(value: number): string {
  return value.toFixed(value < 100 ? 2 : 0);
}

function cores(name: string, runs: readonly Figures[]): string {
  const of = (figure: (run: Figures) => number): string => median(runs.map(figure)).toFixed(2);
  const { target, load, receiver } = {
    target: of((run) => run.cores.target),
    load: of((run) => run.cores.load),
    receiver: of((run) => run.cores.receiver),
  };
  return `${name} ${target} (load ${load}, receiver ${receiver})`;
}
