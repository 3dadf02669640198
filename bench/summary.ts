import { median } from './percentiles.ts';
import { eventRate, type Phase, type Results } from './phases.ts';
import type { Figures } from './stage.ts';

/** One figure of gateway and floor, as medians of their rounds. */
export interface Row {
  readonly name: string;
  readonly unit: string;
  readonly floor: number;
  readonly gateway: number;
  readonly aim?: Aim;
}

/** An aim. Figures are compared with it; missing it fails nothing. */
export interface Aim {
  readonly text: string;
  readonly met: boolean;
}

/** Aim of the gateway's rate as a share of the floor's. */
const RATIO_AIM = 0.5;
/** Aims of the p99 of the 202 at half of the top rate, and of the p50 of an event's way through an idle gateway, ms. */
const ANSWER_AIM_MS = 50;
const IDLE_AIM_MS = 10;
const MIB = 1024 * 1024;

type Figure = (figures: Figures) => number;
type PhaseName = 'full' | 'half' | 'idle';

/** Divides gateway by floor: the medians, and the extremes over pairs of neighbouring rounds. */
export function ratio({ floor, gateway }: Phase): { median: number; least: number; most: number } {
  const pairs = gateway.map((figures, at) => eventRate(figures) / eventRate(floor[at]!));
  return {
    median: median(gateway.map(eventRate)) / median(floor.map(eventRate)),
    least: Math.min(...pairs),
    most: Math.max(...pairs),
  };
}

/** Returns the measured figures, one per row. */
export function rows({ full, half, idle, usage }: Results): Row[] {
  const answered99 = row('202 at half rate, p99', 'ms', half, ({ loaded }) => loaded.answered.p99);
  const idle50 = row('idle to first attempt, p50', 'ms', idle, ({ received }) => received.latency.p50);
  return [
    {
      ...row('events', '/s', full, eventRate),
      aim: { text: `≥ ${RATIO_AIM} of the floor`, met: ratio(full).median >= RATIO_AIM },
    },
    row('deliveries', '/s', full, ({ received, seconds }) => received.deliveries / seconds),
    row('CPU per delivery', 'µs', full, ({ cpuUsPerDelivery }) => cpuUsPerDelivery),
    row('202 at full load, p50', 'ms', full, ({ loaded }) => loaded.answered.p50),
    row('202 at full load, p99', 'ms', full, ({ loaded }) => loaded.answered.p99),
    row('202 at half rate, p50', 'ms', half, ({ loaded }) => loaded.answered.p50),
    { ...answered99, aim: { text: `< ${ANSWER_AIM_MS} ms`, met: answered99.gateway < ANSWER_AIM_MS } },
    row('sent to arrived at half rate, p50', 'ms', half, ({ received }) => received.latency.p50),
    row('sent to arrived at half rate, p99', 'ms', half, ({ received }) => received.latency.p99),
    { ...idle50, aim: { text: `< ${IDLE_AIM_MS} ms`, met: idle50.gateway < IDLE_AIM_MS } },
    row('idle to first attempt, p99', 'ms', idle, ({ received }) => received.latency.p99),
    {
      name: 'memory, peak',
      unit: 'MiB',
      floor: usage.floor.rssPeak / MIB,
      gateway: usage.gateway.rssPeak / MIB,
    },
  ];
}

function row(name: string, unit: string, phase: Phase, figure: Figure): Row {
  const of = (runs: readonly Figures[]): number => median(runs.map(figure));
  return { name, unit, floor: of(phase.floor), gateway: of(phase.gateway) };
}

/** Lists lost events and failed requests of all runs; empty when there are none. */
export function faults(phases: Readonly<Partial<Record<PhaseName, Phase>>>): string[] {
  return [phases.full, phases.half, phases.idle]
    .filter((phase) => phase !== undefined)
    .flatMap(({ floor, gateway }) => [...floor, ...gateway])
    .flatMap(({ target, lost, loaded: { refused }, received: { duplicates } }) => [
      ...(lost > 0 ? [`${target}: ${lost} events did not arrive`] : []),
      ...(refused > 0 ? [`${target}: ${refused} requests were not answered with 202`] : []),
      ...(duplicates > 0 ? [`${target}: ${duplicates} deliveries came twice`] : []),
    ]);
}
