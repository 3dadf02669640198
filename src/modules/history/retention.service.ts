import { setImmediate as yieldToLoop, setTimeout as sleep } from 'node:timers/promises';
import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../config/gateway-config.js';
import { Clock } from '../model/clock.js';
import { NonOverlapping } from '../timing/non-overlapping.js';
import type { Position } from '../store/history-store.js';
import { IncidentStore } from '../store/incident-store.js';
import { UpkeepStore, type TypePurge } from '../store/upkeep-store.js';
import { counted } from '../model/counted.js';

const EVERY_MS = 10 * 60_000;
/** Delay of the first sweep, ms: a gateway that restarts often must still delete, but not while it is starting. */
const FIRST_AFTER_MS = 30_000;
/** Rows of one transaction, at most: other writes wait for it. */
const BATCH_ROWS = 500;
/** Time, ms, for which each batch renews this node's right to delete: a node that dies or hangs loses it. */
const LEADERSHIP_MS = 20_000;
/** Steps of one sweep that return space to the disk, at most, and the pause between two of them, ms. */
const SHRINK_STEPS = 1_000;
const SHRINK_PAUSE_MS = 10;
const DAY_MS = 24 * 3_600_000;
const MIB = 1024 * 1024;

/** Deletes completed deliveries and events older than the retention time, and returns the space to the disk. */
@Injectable()
export class Retention implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #logger = new Logger(Retention.name);
  /** Up to where events of each pattern were looked at, since when. */
  readonly #reached = new Map<string, Position>();
  #typesSince = 0;
  #stopped = false;
  #first: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: UpkeepStore,
    private readonly incidents: IncidentStore,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.#first = setTimeout(() => void this.sweep(), FIRST_AFTER_MS);
  }

  @Interval(EVERY_MS)
  @NonOverlapping
  async sweep(): Promise<void> {
    try {
      const deleted = await this.#purge(this.clock.now() - this.config.retentionDays * DAY_MS);
      if (deleted > 0)
        this.#logger.log(
          `Retention: deleted ${counted(deleted, 'row')} older than ${counted(this.config.retentionDays, 'day')}`,
        );
      await this.#purgeTypes();
      await this.#shrink();
    } catch (error) {
      this.#logger.error({ err: error }, 'Retention could not finish; it is tried again');
    }
  }

  beforeApplicationShutdown(): void {
    this.#stopped = true;
    clearTimeout(this.#first);
  }

  async #shrink(): Promise<void> {
    let returned = 0;
    for (let step = 0; step < SHRINK_STEPS && !this.#stopped; step++) {
      const bytes = await this.store.shrink();
      if (bytes === 0) break;
      returned += bytes;
      await sleep(SHRINK_PAUSE_MS);
    }
    if (returned > 0) this.#logger.log(`Retention: ${Math.ceil(returned / MIB)} MiB given back to the disk`);
  }

  /** Deletes events whose types are kept for a shorter time. */
  async #purgeTypes(): Promise<void> {
    const rules = this.config.retentionTypes;
    const now = this.clock.now();
    // Events that had an open delivery when they were passed are found by going through all of them once a day.
    if (now - this.#typesSince >= DAY_MS || now < this.#typesSince) {
      this.#reached.clear();
      this.#typesSince = now;
    }
    for (const [at, { pattern, keptMs }] of rules.entries()) {
      const except = rules.slice(0, at).map((earlier) => earlier.pattern);
      const deleted = await this.#purgeType({ pattern, except, before: now - keptMs });
      if (deleted > 0)
        this.#logger.log(`Retention: deleted ${counted(deleted, 'event')} of the type ${pattern}`);
    }
  }

  async #purgeType(rule: Omit<TypePurge, 'after'>): Promise<number> {
    let total = 0;
    while (!this.#stopped && (await this.store.acquireLeadership('retention', LEADERSHIP_MS))) {
      const after = this.#reached.get(rule.pattern) ?? null;
      const { deleted, next } = await this.store.purgeTypes({ ...rule, after });
      total += deleted;
      // The next sweep begins at the time that this one has reached.
      this.#reached.set(rule.pattern, next ?? { at: rule.before, id: '' });
      if (next === null) break;
      await yieldToLoop();
    }
    return total;
  }

  async #purge(before: number): Promise<number> {
    let total = 0;
    while (!this.#stopped && (await this.store.acquireLeadership('retention', LEADERSHIP_MS))) {
      const deleted = await this.store.purge(before, BATCH_ROWS);
      total += deleted;
      if (deleted === 0) return total + (await this.incidents.purge(before));
      await yieldToLoop();
    }
    return total;
  }
}
