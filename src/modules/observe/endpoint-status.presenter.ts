import { Injectable } from '@nestjs/common';
import { EndpointActivities } from '../endpoints/endpoint-activity.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { endpointHealthResponse } from '../endpoint-api/endpoint-health.presenter.js';
import { endpointState, type Endpoint } from '../model/endpoint.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { LaneStates } from '../model/lane-states.js';
import { DeliveryQueue } from '../store/delivery-queue.js';
import { RateLimitLedger } from '../store/rate-limit-ledger.js';
import type { StatusEndpointView } from './status.response.js';

/** Presents the endpoints for the status. */
@Injectable()
export class EndpointStatusPresenter {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
    private readonly activities: EndpointActivities,
    private readonly queue: DeliveryQueue,
    private readonly ledger: RateLimitLedger,
  ) {}

  async endpoints(): Promise<StatusEndpointView[]> {
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
      ...endpointHealthResponse(endpoint, this.lanes.of(endpoint.id), activities?.of(endpoint.id) ?? null),
      next_attempt_at: isoTimeOrNull(next.get(endpoint.id) ?? null),
      disabled_reason: endpoint.disabled?.reason ?? null,
    }));
  }

  /** Sends in the rate limit window that ends now, by the public names of the endpoints. */
  async rateLimits(): Promise<Record<string, number>> {
    const onAllNodes = await this.ledger.used();
    const used = ({ id }: Endpoint): number =>
      Math.max(this.lanes.of(id).rateLimitUsed, onAllNodes.get(id) ?? 0);
    return Object.fromEntries(this.catalogue.all().map((endpoint) => [endpoint.webhookId, used(endpoint)]));
  }

  /** Returns the time at which the first pending delivery of each endpoint is due, Unix ms; endpoints without one are missing. */
  async #nextAttempts(endpoints: readonly Endpoint[]): Promise<ReadonlyMap<string, number>> {
    const dueAt = endpoints.map(async ({ id }) => [id, await this.queue.nextDueAt([id])] as const);
    const entries = await Promise.all(dueAt);
    return new Map(entries.filter((entry): entry is [string, number] => entry[1] !== null));
  }
}
