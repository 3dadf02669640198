import { Injectable } from '@nestjs/common';
import { NodeRegistry } from '../store/node-registry.js';
import { RateLimitLedger } from '../store/rate-limit-ledger.js';
import { HistoryStore } from '../store/history-store.js';
import { UpkeepStore, type DeliveryCounts } from '../store/upkeep-store.js';
import { Overdue, type DueNow } from './overdue.service.js';

const DAY_MS = 86_400_000;

/** What the store knows of the whole, all nodes together, for the status page. */
@Injectable()
export class StoreFigures {
  constructor(
    private readonly upkeep: UpkeepStore,
    private readonly registry: NodeRegistry,
    private readonly ledger: RateLimitLedger,
    private readonly overdue: Overdue,
    private readonly history: HistoryStore,
  ) {}

  counts(): Promise<DeliveryCounts> {
    return this.upkeep.counts();
  }

  /** What is due and not being sent, overdue or held. */
  due(): Promise<DueNow> {
    return this.overdue.look();
  }

  /** Events from outside of the last 24 hours that no endpoint received. `now`: Unix ms. */
  unroutedToday(now: number): Promise<number> {
    return this.history.unrouted(now - DAY_MS, now + 1);
  }

  /** Sends in the window that ends now, by endpoint; only where nodes share the limits. */
  used(): Promise<ReadonlyMap<string, number>> {
    return this.ledger.used();
  }

  async nodes(): Promise<object[]> {
    const nodes = await this.registry.list();
    return nodes.map(({ id, host, pid, version, startedAt, heartbeatAt, alive }) => ({
      id,
      host,
      pid,
      version,
      started_at: new Date(startedAt).toISOString(),
      heartbeat_at: new Date(heartbeatAt).toISOString(),
      alive,
      this: id === this.registry.id,
    }));
  }
}
