import type { Target } from './gateway.ts';
import type { Usage } from './inside.ts';
import type { LoadPlan } from './load.ts';
import type { Options } from './options.ts';
import { median } from './percentiles.ts';
import type { Figures, Stage } from './stage.ts';

/** Pause before each single event, ms: long enough for everything to be idle. */
const PAUSE_MS = 100;

/** Figures of one phase, by round. */
export interface Phase {
  readonly floor: readonly Figures[];
  readonly gateway: readonly Figures[];
}

/** Figures of all phases. */
export interface Results {
  /** Figures with the asked number of requests in flight. */
  readonly full: Phase;
  /** Figures with even arrivals at half of the gateway's median rate, on both. */
  readonly half: Phase & { readonly rate: number };
  /** Figures with one event at a time. */
  readonly idle: Phase;
  readonly usage: { readonly floor: Usage; readonly gateway: Usage };
}

/** Returns the events delivered per second, from the first request to the last delivery. */
export function eventRate({ received, seconds }: Figures): number {
  return received.events / seconds;
}

/** Runs warm-up and full load only. */
export async function playFull(stage: Stage, options: Options): Promise<Pick<Results, 'full' | 'usage'>> {
  const { rounds, seconds, warmUpSeconds, inFlight } = options;
  const closed = (length: number): LoadPlan => ({ kind: 'closed', inFlight, seconds: length });
  await alternate(stage, 1, closed(warmUpSeconds));
  const full = await alternate(stage, rounds, closed(seconds));
  return { full, usage: await usageOf(stage) };
}

/** Returns the usage of the floor and of the first gateway. */
async function usageOf({ floor, gateway }: Stage): Promise<Results['usage']> {
  const [ofFloor, ofGateway] = await Promise.all(
    [floor, gateway].map(({ processes }) => processes[0]!.usage()),
  );
  return { floor: ofFloor!, gateway: ofGateway! };
}

/** Runs all phases; `log` gets a line about each. */
export async function playAll(stage: Stage, options: Options, log: (text: string) => void): Promise<Results> {
  const { rounds, seconds, inFlight } = options;
  const closed = (length: number): LoadPlan => ({ kind: 'closed', inFlight, seconds: length });
  log(`warm-up, ${options.warmUpSeconds} s each`);
  await alternate(stage, 1, closed(options.warmUpSeconds));
  log(`full load, ${inFlight} in flight: ${rounds} × ${seconds} s each`);
  const full = await alternate(stage, rounds, closed(seconds));
  const rate = median(full.gateway.map(eventRate)) / 2;
  log(`half of the gateway's rate, ${Math.round(rate)} events/s: ${rounds} × ${seconds} s each`);
  const half = await alternate(stage, rounds, { kind: 'open', rate, seconds });
  log(`single events: ${options.singles} each`);
  const idle = await alternate(stage, 1, { kind: 'single', count: options.singles, pauseMs: PAUSE_MS });
  return { full, half: { ...half, rate }, idle, usage: await usageOf(stage) };
}

/** Takes a CPU profile of the gateway under full load, after everything else, because profiling slows it down. */
export async function profileGateway(stage: Stage, options: Options, file: string): Promise<void> {
  const process = stage.gateway.processes[0]!;
  await process.ask('startProfile');
  await stage.play(stage.gateway, { kind: 'closed', inFlight: options.inFlight, seconds: options.seconds });
  await process.ask('writeProfile', file, 60_000);
}

/** Runs floor and gateway in turn, so that other work of the machine affects both. */
async function alternate(stage: Stage, rounds: number, plan: LoadPlan): Promise<Phase> {
  const play = async (target: Target, into: Figures[]): Promise<unknown> =>
    into.push(await stage.play(target, plan));
  const [floor, gateway]: [Figures[], Figures[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await play(stage.floor, floor);
    await play(stage.gateway, gateway);
  }
  return { floor, gateway };
}
