import { Injectable } from '@nestjs/common';
import { CircuitBreakers } from '../delivery/breaker/circuit-breakers.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../model/endpoint.js';
import { BREAKER_STATES, breakerState } from '../model/lane-states.js';
import { Metrics } from './metrics.service.js';

/** Registers the gauges of each endpoint, read at each scrape: whether it is enabled, and the state of its breaker. */
@Injectable()
export class EndpointGauges {
  constructor(
    private readonly metrics: Metrics,
    private readonly catalogue: EndpointCatalogue,
    breakers: CircuitBreakers,
  ) {
    this.#flag(
      'webhook_endpoint_enabled',
      '1 while an endpoint gets events, 0 while it is disabled.',
      ({ disabled }) => !disabled,
    );
    this.#flag(
      'webhook_endpoint_failing',
      '1 while the breaker of an endpoint is open or half open, else 0.',
      ({ id }) => breakers.state(id) !== 'closed',
    );
    const config = {
      name: 'webhook_breaker_state',
      help: '1 for the state of the breaker of an endpoint (closed, open, half_open), 0 for the other states.',
      labelNames: ['endpoint', 'state'],
    } as const;
    metrics.gauge(config, (gauge) => {
      gauge.reset();
      for (const { id, webhookId } of catalogue.all()) {
        const current = breakerState(breakers.state(id));
        for (const state of BREAKER_STATES)
          gauge.set({ endpoint: webhookId, state }, state === current ? 1 : 0);
      }
    });
  }

  #flag(name: string, help: string, isSet: (endpoint: Endpoint) => boolean): void {
    this.metrics.gauge({ name, help, labelNames: ['endpoint'] }, (gauge) => {
      gauge.reset();
      for (const endpoint of this.catalogue.all())
        gauge.set({ endpoint: endpoint.webhookId }, isSet(endpoint) ? 1 : 0);
    });
  }
}
