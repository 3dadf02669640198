import { setImmediate as turn } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { AccessStore } from '../../store/access-store.js';
import { UpkeepStore } from '../../store/upkeep-store.js';

const EVERY_MS = 30 * 60_000;
/** Entries of one batch: short enough that no request waits for it. */
const BATCH = 500;
/** Deleting is one node's turn for so long, ms, from each batch on. */
const TURN_MS = 20_000;
const DAY_MS = 24 * 3_600_000;

/** Deletes audit entries older than the retention, and what is remembered of sessions that are over. */
@Injectable()
export class AuditRetention implements BeforeApplicationShutdown {
  readonly #logger = new Logger(AuditRetention.name);
  #stopped = false;

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: AccessStore,
    private readonly upkeep: UpkeepStore,
    private readonly clock: Clock,
  ) {}

  /** Deletes all that is old, batch by batch: refused callers and events sent with an admin key make many entries. */
  @Interval(EVERY_MS)
  @NonOverlapping
  async sweep(): Promise<void> {
    const before = this.clock.now() - this.config.retentionDays * DAY_MS;
    try {
      while (!this.#stopped && (await this.upkeep.acquireLeadership('audit', TURN_MS))) {
        if ((await this.store.purge(before, BATCH)) < BATCH) return;
        await turn();
      }
    } catch (error) {
      this.#logger.error(
        { err: error },
        'Old audit entries could not be deleted; the next sweep tries again',
      );
    }
  }

  beforeApplicationShutdown(): void {
    this.#stopped = true;
  }
}
