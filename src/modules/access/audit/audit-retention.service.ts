import { setImmediate as nextTurn } from 'node:timers/promises';
import { Injectable, Logger, type BeforeApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { NonOverlapping } from '../../timing/non-overlapping.js';
import { AccessStore } from '../../store/access-store.js';
import { UpkeepStore } from '../../store/upkeep-store.js';

const EVERY_MS = 30 * 60_000;
/** Entries deleted in one batch: few enough that no request waits noticeably. */
const BATCH = 500;
/** Time for which one node holds the task, ms, from each batch on. */
const LEADERSHIP_MS = 20_000;
const DAY_MS = 24 * 3_600_000;

/** Deletes audit entries older than the retention, and records of ended sessions. */
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

  /** Deletes all old entries, batch by batch: refused callers and events sent with an admin key make many. */
  @Interval(EVERY_MS)
  @NonOverlapping
  async sweep(): Promise<void> {
    const before = this.clock.now() - this.config.retentionDays * DAY_MS;
    try {
      while (!this.#stopped && (await this.upkeep.acquireLeadership('audit', LEADERSHIP_MS))) {
        if ((await this.store.purge(before, BATCH)) < BATCH) return;
        await nextTurn();
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
