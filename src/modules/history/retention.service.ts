import { setImmediate as turn } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import { OneAtATime } from '../model/one-at-a-time.js';
import { UpkeepStore } from '../store/upkeep-store.js';

const EVERY_MS = 10 * 60_000;
/** Rows of one batch: short enough that nobody waits for it. */
const BATCH = 500;
/** Deleting is one node's turn for so long, ms, from each batch on: one that dies or hangs loses it. */
const TURN_MS = 20_000;
const DAY_MS = 24 * 3_600_000;

/** Deletes what is settled and older than the retention. */
@Injectable()
export class Retention implements BeforeApplicationShutdown {
  readonly #logger = new Logger(Retention.name);
  #stopped = false;

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: UpkeepStore,
    private readonly clock: Clock,
  ) {}

  @Interval(EVERY_MS)
  @OneAtATime
  async sweep(): Promise<void> {
    try {
      const deleted = await this.#purge(this.clock.now() - this.config.retentionDays * DAY_MS);
      if (deleted > 0)
        this.#logger.log(`Retention: deleted ${deleted} rows older than ${this.config.retentionDays} days`);
    } catch (error) {
      this.#logger.error({ err: error }, 'Retention could not finish; it is tried again');
    }
  }

  beforeApplicationShutdown(): void {
    this.#stopped = true;
  }

  async #purge(before: number): Promise<number> {
    let total = 0;
    while (!this.#stopped && (await this.store.turn('retention', TURN_MS))) {
      const deleted = await this.store.purge(before, BATCH);
      if (deleted === 0) break;
      total += deleted;
      await turn();
    }
    return total;
  }
}
