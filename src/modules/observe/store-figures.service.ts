import { Injectable } from '@nestjs/common';
import { NodeRegistry } from '../store/node-registry.js';
import { RateLedger } from '../store/rate-ledger.js';
import { UpkeepStore, type DeliveryCounts } from '../store/upkeep-store.js';

/** What the store knows of the whole, all nodes together, for the status page. */
@Injectable()
export class StoreFigures {
  constructor(
    private readonly upkeep: UpkeepStore,
    private readonly registry: NodeRegistry,
    private readonly ledger: RateLedger,
  ) {}

  counts(): Promise<DeliveryCounts> {
    return this.upkeep.counts();
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
