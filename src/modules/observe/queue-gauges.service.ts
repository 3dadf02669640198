import { Injectable } from '@nestjs/common';
import { InFlight } from '../delivery/queue/in-flight.service.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { EndpointDue } from '../store/upkeep-store.js';
import { Metrics } from './metrics.service.js';
import { OpenDeliveries, type DueNow } from './open-deliveries.service.js';
import { singleFlight } from './single-flight.js';

/** Registers the gauges of the queue, read at each scrape: open, overdue and held deliveries, and those in memory. */
@Injectable()
export class QueueGauges {
  constructor(
    private readonly metrics: Metrics,
    private readonly catalogue: EndpointCatalogue,
    open: OpenDeliveries,
    inFlight: InFlight,
  ) {
    this.#open(open);
    const due = singleFlight(() => open.due());
    this.#overdue(due);
    this.#held(due);
    metrics.gauge(
      { name: 'webhook_deliveries_in_memory', help: 'Deliveries this process holds.', labelNames: [] },
      (gauge) => gauge.set(inFlight.size),
    );
  }

  #open(open: OpenDeliveries): void {
    const counts = singleFlight(() => open.counts());
    const [name, help] = ['webhook_deliveries_open', 'Deliveries not yet settled, by state; capped.'];
    this.metrics.gauge({ name, help, labelNames: ['state'] }, async (gauge) => {
      const { pending, sending } = await counts();
      gauge.set({ state: 'pending' }, pending);
      gauge.set({ state: 'sending' }, sending);
    });
    const oldest = {
      name: 'webhook_oldest_open_seconds',
      help: 'Age of the oldest delivery not yet settled.',
      labelNames: [],
    };
    this.metrics.gauge(oldest, async (gauge) => gauge.set(((await counts()).oldestOpenAgeMs ?? 0) / 1_000));
  }

  #overdue(due: () => Promise<DueNow>): void {
    const overdue = async (): Promise<ReadonlyMap<string, EndpointDue>> =>
      new Map((await due()).overdue.map((one) => [one.endpointId, one]));
    const gauge = (name: string, help: string, value: (due: EndpointDue) => number): void =>
      this.metrics.gauge({ name, help, labelNames: ['endpoint'] }, async (gauge) => {
        const byEndpoint = await overdue();
        gauge.reset();
        for (const { id, webhookId } of this.catalogue.all()) {
          const one = byEndpoint.get(id);
          gauge.set({ endpoint: webhookId }, one ? value(one) : 0);
        }
      });
    gauge(
      'webhook_deliveries_due',
      'Overdue deliveries: due, not sent, and not held; capped.',
      ({ count }) => count,
    );
    gauge(
      'webhook_deliveries_past_due_seconds',
      'How late the oldest overdue delivery of an endpoint is.',
      ({ sinceMs }) => sinceMs / 1_000,
    );
  }

  #held(due: () => Promise<DueNow>): void {
    const config = {
      name: 'webhook_deliveries_held',
      help: 'Deliveries that are due and held, by what holds them; capped.',
      labelNames: ['endpoint', 'by'],
    } as const;
    this.metrics.gauge(config, async (gauge) => {
      const { held } = await due();
      gauge.reset();
      for (const { endpointId, by, count } of held) {
        const endpoint = this.catalogue.find(endpointId)?.webhookId;
        if (endpoint !== undefined) gauge.set({ endpoint, by }, count);
      }
    });
  }
}
