import { Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { AccessStore } from '../../store/access-store.js';
import { UpkeepStore } from '../../store/upkeep-store.js';

const EVERY_MS = 30 * 60_000;
const BATCH = 500;
/** Deleting is one node's turn for so long, ms. */
const TURN_MS = 20_000;
const DAY_MS = 24 * 3_600_000;

/** Deletes audit entries older than the retention, and what is remembered of sessions that are over. */
@Injectable()
export class AuditRetention {
  readonly #logger = new Logger(AuditRetention.name);

  constructor(
    private readonly config: GatewayConfig,
    private readonly store: AccessStore,
    private readonly upkeep: UpkeepStore,
    private readonly clock: Clock,
  ) {}

  /** One batch, however much is left: nobody makes that many changes. */
  @Interval(EVERY_MS)
  async sweep(): Promise<void> {
    const before = this.clock.now() - this.config.retentionDays * DAY_MS;
    try {
      if (await this.upkeep.turn('audit', TURN_MS)) await this.store.purge(before, BATCH);
    } catch (error) {
      this.#logger.error({ err: error }, 'Old audit entries could not be deleted; it is tried again');
    }
  }
}
