import { setTimeout as sleep } from 'node:timers/promises';
import { GatewayProcess } from '../support/gateway-process.js';

/** Makes a generator of pseudo-random numbers in [0, 1) (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Starts one gateway after the other, and kills each at a random moment. */
export class KilledGateways {
  /** The gateway that accepts events now. */
  current: GatewayProcess | null = null;
  /** Number of the current gateway, from 1. */
  life = 0;
  killsInBoot = 0;
  readonly #env: Readonly<Record<string, string>>;
  readonly #folder: string;
  readonly #random: () => number;

  constructor(env: Readonly<Record<string, string>>, folder: string, random: () => number) {
    this.#env = env;
    this.#folder = folder;
    this.#random = random;
  }

  async runAndKill(): Promise<void> {
    const gateway = this.#launch();
    try {
      // One in four is killed while it starts: as it opens the database, migrates, recovers.
      if (this.#random() < 0.25) await sleep(100 + this.#random() * 600);
      else await this.#run(gateway, 100 + this.#random() * 500);
      if (!gateway.messages.some((text) => text.includes('Gateway listens'))) this.killsInBoot++;
    } finally {
      await gateway.end('SIGKILL');
      this.current = null;
    }
  }

  async startLast(): Promise<GatewayProcess> {
    const gateway = this.#launch();
    await this.#run(gateway, 0);
    return gateway;
  }

  #launch(): GatewayProcess {
    this.life++;
    return GatewayProcess.launch(this.#env, this.#folder);
  }

  async #run(gateway: GatewayProcess, ms: number): Promise<void> {
    await gateway.ready();
    this.current = gateway;
    await sleep(ms);
  }
}
