import { Injectable } from '@nestjs/common';
import { Brakes } from '../delivery/brakes.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { BREAKER_STATES, breakerState } from '../model/lane-states.js';
import { UpkeepStore, type EndpointDue } from '../store/upkeep-store.js';
import { Metrics } from './metrics.service.js';
import { shared } from './shared.js';

/** What is looked up of each endpoint when somebody asks: what it owes, and whether its breaker lets anything through. */
@Injectable()
export class EndpointGauges {
  constructor(
    private readonly metrics: Metrics,
    store: UpkeepStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly brakes: Brakes,
  ) {
    const due = shared(async () => new Map((await store.due()).map((one) => [one.endpointId, one])));
    this.#owed('webhook_deliveries_due', 'Deliveries that are due and not being sent; capped.', due, 'count');
    this.#owed(
      'webhook_deliveries_past_due_seconds',
      'How long the first of the deliveries that are due has been due.',
      due,
      'sinceMs',
    );
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

  #breakers(): void {
    const config = {
      name: 'webhook_breaker_state',
      help: '1 for the state of the breaker of an endpoint (closed, open, half_open), 0 for the other states.',
      labelNames: ['endpoint', 'state'],
    } as const;
    this.metrics.gauge(config, (gauge) => {
      gauge.reset();
      for (const { id, webhookId } of this.catalogue.all()) {
        const now = breakerState(this.brakes.breakers.state(id));
        for (const state of BREAKER_STATES) gauge.set({ endpoint: webhookId, state }, state === now ? 1 : 0);
      }
    });
  }
}
