import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { DeliveryEvents } from './delivery-events.service.js';

/** Publishes the changes of breakers and throttles under the public names of their endpoints. */
@Injectable()
export class LaneEvents {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    events: DeliveryEvents,
    breakers: CircuitBreakers,
    throttles: Throttles,
  ) {
    breakers.changes.subscribe(({ endpointId, before, state }) => {
      const published = state === 'closed' || (state === 'open' && before === 'closed') ? state : null;
      if (published === null) return;
      this.#named(endpointId, (webhookId) =>
        events.publish({ kind: 'breaker', webhookId, state: published }),
      );
    });
    throttles.slowedDown.subscribe(({ endpointId, forMs }) =>
      this.#named(endpointId, (webhookId) => events.publish({ kind: 'slowed-down', webhookId, forMs })),
    );
    throttles.exceeded.subscribe(({ endpointId, waiting, limit }) =>
      this.#named(endpointId, (webhookId) =>
        events.publish({ kind: 'throttled', webhookId, waiting, limit }),
      ),
    );
  }

  #named(endpointId: string, publish: (webhookId: string) => void): void {
    const webhookId = this.catalogue.find(endpointId)?.webhookId;
    if (webhookId !== undefined) publish(webhookId);
  }
}
