import { Injectable } from '@nestjs/common';
import { CircuitBreakers } from '../delivery/breaker/circuit-breakers.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { BREAKER_STATES, breakerState } from '../model/lane-states.js';
import type { EndpointDue } from '../store/upkeep-store.js';
import { Metrics } from './metrics.service.js';
import { Overdue, type DueNow } from './overdue.service.js';
import { shared } from './shared.js';

/** Gauges of each endpoint that are looked up at each scrape: overdue and held deliveries, and its breaker. */
@Injectable()
export class EndpointGauges {
  constructor(
    private readonly metrics: Metrics,
    overdue: Overdue,
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
  ) {
    const look = shared(() => overdue.look());
    const due = async () => new Map((await look()).overdue.map((one) => [one.endpointId, one]));
    this.#owed(
      'webhook_deliveries_due',
      'Overdue deliveries: due, not sent, and not held; capped.',
      due,
      'count',
    );
    this.#owed(
      'webhook_deliveries_past_due_seconds',
      'How late the oldest overdue delivery of an endpoint is.',
      due,
      'sinceMs',
    );
    this.#held(look);
    this.#breakers();
  }

  #owed(
    name: string,
    help: string,
    look: () => Promise<ReadonlyMap<string, EndpointDue>>,
    figure: 'count' | 'sinceMs',
  ): void {
    this.metrics.gauge({ name, help, labelNames: ['endpoint'] }, async (gauge) => {
      const due = await look();
      gauge.reset();
      for (const { id, webhookId } of this.catalogue.all()) {
        const value = due.get(id)?.[figure] ?? 0;
        gauge.set({ endpoint: webhookId }, figure === 'sinceMs' ? value / 1000 : value);
      }
    });
  }

  #held(look: () => Promise<DueNow>): void {
    const config = {
      name: 'webhook_deliveries_held',
      help: 'Deliveries that are due and held, by what holds them; capped.',
      labelNames: ['endpoint', 'by'],
    } as const;
    this.metrics.gauge(config, async (gauge) => {
      const { held } = await look();
      gauge.reset();
      for (const { endpointId, by, count } of held) {
        const endpoint = this.catalogue.find(endpointId)?.webhookId;
        if (endpoint !== undefined) gauge.set({ endpoint, by }, count);
      }
    });
  }

  #breakers(): void {
    const config = {
      name: 'webhook_breaker_state',
      help: '1 for the state of the breaker of an endpoint (closed, open, half_open), 0 for the other states.',
      labelNames: ['endpoint', 'state'],
    } as const;
    this.metrics.gauge(config, (gauge) => {
      gauge.reset();
      for (const { id, webhookId } of this.catalogue.all()) {
        const now = breakerState(this.breakers.state(id));
        for (const state of BREAKER_STATES) gauge.set({ endpoint: webhookId, state }, state === now ? 1 : 0);
      }
    });
  }
}
