import { Injectable } from '@nestjs/common';
import { NodeRegistry } from '../store/node-registry.js';
import { RateLedger } from '../store/rate-ledger.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { pastDue, UpkeepStore, type DeliveryCounts } from '../store/upkeep-store.js';

/** What the store knows of the whole, all nodes together, for the status page. */
@Injectable()
export class StoreFigures {
  constructor(
    private readonly upkeep: UpkeepStore,
    private readonly registry: NodeRegistry,
    private readonly ledger: RateLedger,
    private readonly queue: DeliveryQueue,
  ) {}

  counts(): Promise<DeliveryCounts> {
    return this.upkeep.counts();
  }

  /** What is due and not being sent. */
  async pastDue(): Promise<ReturnType<typeof pastDue>> {
    return pastDue(await this.upkeep.due());
  }

  /** When each of these endpoints is tried next, Unix ms; of one for which nothing waits nothing is said. */
  async nextAttempts(endpointIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const looks = endpointIds.map(async (id) => [id, await this.queue.nextDueAt([id])] as const);
    const known = await Promise.all(looks);
    return new Map(known.filter((one): one is [string, number] => one[1] !== null));
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
