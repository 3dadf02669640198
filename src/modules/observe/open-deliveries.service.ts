import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../model/clock.js';
import { endpointHold, type EndpointHolder } from '../model/hold.js';
import { LaneStates } from '../model/lane-states.js';
import type { QueueSample } from '../store/statistics.js';
import { UpkeepStore, type EndpointDue } from '../store/upkeep-store.js';

/** Number of deliveries by state; each count stops at `COUNT_CAP`. */
export interface OpenCounts {
  readonly pending: number;
  readonly sending: number;
  readonly failed: number;
  /** Age of the oldest delivery that is pending or being sent, ms; null where none is. */
  readonly oldestOpenAgeMs: number | null;
}

/** Deliveries that are due and not being sent, by endpoint. */
export interface DueNow {
  /** Overdue deliveries of endpoints that nothing holds: the figure to alert on. */
  readonly overdue: readonly EndpointDue[];
  /** Overdue deliveries of endpoints that are held. */
  readonly held: readonly (EndpointDue & { readonly by: EndpointHolder })[];
}

/** Reads how many deliveries are open on all nodes, and tells overdue deliveries from held ones. */
@Injectable()
export class OpenDeliveries {
  constructor(
    private readonly upkeep: UpkeepStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    private readonly clock: Clock,
  ) {}

  async counts(): Promise<OpenCounts> {
    const { oldestOpenAt, ...counts } = await this.upkeep.counts();
    const age = oldestOpenAt === null ? null : Math.max(0, this.clock.now() - oldestOpenAt);
    return { ...counts, oldestOpenAgeMs: age };
  }

  async due(): Promise<DueNow> {
    const due = (await this.upkeep.due()).map((one) => ({ ...one, by: this.#holder(one.endpointId) }));
    return {
      overdue: due.filter(({ by }) => by === null),
      held: due.flatMap((one) => (one.by === null ? [] : [{ ...one, by: one.by }])),
    };
  }

  /** The queues of the endpoints that have one. */
  async queues(): Promise<QueueSample[]> {
    const [queues, now] = [await this.upkeep.outstanding(), this.clock.now()];
    return queues
      .filter(({ queued }) => queued > 0)
      .map(({ endpointId, queued, oldestAt }) => ({
        endpointId,
        queued,
        oldestMs: oldestAt === null ? 0 : Math.max(0, now - oldestAt),
      }));
  }

  #holder(endpointId: string): EndpointHolder | null {
    const endpoint = this.catalogue.find(endpointId);
    return endpoint ? (endpointHold(endpoint, this.lanes.of(endpointId))?.by ?? null) : null;
  }
}
