import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { FloorOptions } from './floor.ts';
import { startGateways, type Place, type Target } from './gateway.ts';
import type { Loaded, LoadOrder, LoadPlan } from './load.ts';
import type { Options } from './options.ts';
import { BenchProcess } from './process.ts';
import type { Received } from './receiver.ts';

/** Time for the last deliveries after the load has ended, ms, and allowance of a load beyond its own length. */
const DRAIN_MS = 60_000;
/** Pause between two runs, ms, so that pending writes count for the run that caused them. */
const REST_MS = 250;

/** Figures of one run of a plan against one target. */
export interface Figures {
  readonly target: string;
  readonly loaded: Loaded;
  readonly received: Received;
  /** Events answered with 202 that did not arrive. */
  readonly lost: number;
  /** Time from the first request to the last delivery, s. */
  readonly seconds: number;
  /** CPU time over wall time, 1 being one core, of the target, the load and the receiver. */
  readonly cores: { readonly target: number; readonly load: number; readonly receiver: number };
  /** CPU time of the target per delivery, µs. */
  readonly cpuUsPerDelivery: number;
}

/** The four processes: load, gateway, floor, receiver. */
export class Stage {
  readonly gateway: Target;
  readonly floor: Target;
  readonly #load: BenchProcess;
  readonly #receiver: BenchProcess;
  readonly #options: Options;
  #runs = 0;

  private constructor(
    targets: { readonly gateway: Target; readonly floor: Target },
    helpers: { readonly load: BenchProcess; readonly receiver: BenchProcess },
    options: Options,
  ) {
    this.gateway = targets.gateway;
    this.floor = targets.floor;
    this.#load = helpers.load;
    this.#receiver = helpers.receiver;
    this.#options = options;
  }

  static async set(place: Place, options: Options): Promise<Stage> {
    const [receiver, load, floor] = (['receiver', 'load', 'floor'] as const).map(
      (name) => new BenchProcess({ name, file: join(import.meta.dirname, `${name}.ts`) }),
    ) as [BenchProcess, BenchProcess, BenchProcess];
    const url = await receiver.ask<string>('listen');
    const { endpoints, concurrency } = options;
    const floorOptions: FloorOptions = { receiver: url, endpoints, concurrency };
    const floorUrl = await floor.ask<string>('listen', floorOptions);
    const gateway = await startGateways(url, place, options);
    return new Stage(
      { gateway, floor: { name: 'floor', processes: [floor], urls: [floorUrl] } },
      { load, receiver },
      options,
    );
  }

  /** Runs a plan against a target and waits until every event has arrived. */
  async play(target: Target, plan: LoadPlan): Promise<Figures> {
    const run = ++this.#runs;
    const { endpoints, batch } = this.#options;
    const cpu = (): Promise<number[]> =>
      Promise.all([target.processes, [this.#load], [this.#receiver]].map(cpuOf));
    await this.#receiver.ask('begin', { run, endpoints });
    const before = await cpu();
    const order: LoadOrder = { targets: target.urls, batch, run, plan };
    const loaded = await this.#load.ask<Loaded>('load', order, patience(plan));
    const received = await this.#receiver.ask<Received>(
      'finish',
      { expected: loaded.accepted, withinMs: DRAIN_MS },
      DRAIN_MS * 2,
    );
    await sleep(REST_MS);
    const [own = 0, load = 0, receiver = 0] = (await cpu()).map((us, at) => us - before[at]!);
    const spanUs = received.lastUs - loaded.firstUs;
    return {
      target: target.name,
      loaded,
      received,
      lost: loaded.accepted - received.events,
      seconds: spanUs / 1e6,
      cores: { target: own / spanUs, load: load / spanUs, receiver: receiver / spanUs },
      cpuUsPerDelivery: own / received.deliveries,
    };
  }
}

async function cpuOf(processes: readonly BenchProcess[]): Promise<number> {
  const usages = await Promise.all(processes.map((process) => process.usage()));
  return usages.reduce((sum, { cpuUs }) => sum + cpuUs, 0);
}

function patience(plan: LoadPlan): number {
  return DRAIN_MS + (plan.kind === 'single' ? plan.count * plan.pauseMs : plan.seconds * 1000);
}

/** Provides the processes while `use` runs. */
export async function onStage<T>(
  place: Place,
  options: Options,
  use: (stage: Stage) => Promise<T>,
): Promise<T> {
  try {
    return await use(await Stage.set(place, options));
  } finally {
    await BenchProcess.endAll();
  }
}

/** Provides a temporary folder while `use` runs. */
export async function inFolder<T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, 'gateway-bench-'));
  try {
    return await use(folder);
  } finally {
    await BenchProcess.endAll();
    await rm(folder, { recursive: true, force: true });
  }
}
