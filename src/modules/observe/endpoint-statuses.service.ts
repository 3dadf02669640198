import { Injectable } from '@nestjs/common';
import { EndpointActivities } from '../endpoints/endpoint-activity.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { standingView } from '../endpoints/endpoint-standing.js';
import { endpointState } from '../endpoints/endpoint-view.js';
import type { Endpoint } from '../model/endpoint.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import { DeliveryQueue } from '../store/delivery-queue.js';

/** The endpoints as the status shows them. */
@Injectable()
export class EndpointStatuses {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    private readonly activities: EndpointActivities,
    private readonly queue: DeliveryQueue,
  ) {}

  async all(): Promise<object[]> {
    const endpoints = this.catalogue.all();
    const failing = endpoints.filter(({ id }) => this.lanes.of(id).failingSince !== null);
    const next = await this.#nextAttempts(failing);
    const activities = await this.activities.now();
    return endpoints.map((endpoint) => ({
      endpoint_id: endpoint.id,
      webhook_id: endpoint.webhookId,
      adapter: endpoint.adapter,
      url: endpoint.maskedUrl,
      state: endpointState(endpoint),
      ...standingView(endpoint, this.lanes.of(endpoint.id), activities?.of(endpoint.id) ?? null),
      next_attempt_at: isoTimeOrNull(next.get(endpoint.id) ?? null),
      disabled_reason: endpoint.disabled?.reason ?? null,
    }));
  }

  /** Sends in the window that ends now, on this node. */
  used({ id }: Endpoint): number {
    return this.lanes.of(id).rateLimitUsed;
  }

  /** When the first pending delivery of each is due, Unix ms; endpoints without one are left out. */
  async #nextAttempts(endpoints: readonly Endpoint[]): Promise<ReadonlyMap<string, number>> {
    const looks = endpoints.map(async ({ id }) => [id, await this.queue.nextDueAt([id])] as const);
    const known = await Promise.all(looks);
    return new Map(known.filter((one): one is [string, number] => one[1] !== null));
  }
}
