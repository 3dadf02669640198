import { Injectable } from '@nestjs/common';
import { DeliveryEvents } from '../delivery/events/delivery-events.service.js';
import { CircuitBreakers } from '../delivery/breaker/circuit-breakers.service.js';
import type { DeliveryEvent } from '../delivery/events/delivery-event.js';
import { InFlight } from '../delivery/queue/in-flight.service.js';
import type { SettledReport, ToldDelivery } from '../delivery/report.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Operations, type Cancelled } from '../history/operations.service.js';
import { IngestService } from '../ingest/ingest.service.js';
import { Commits } from '../store/commits.js';
import { UpkeepStore } from '../store/upkeep-store.js';
import { Metrics } from './metrics.service.js';
import { shared } from './shared.js';

/** Turns what happens into figures. */
@Injectable()
export class MetricsObserver {
  constructor(
    private readonly metrics: Metrics,
    ingest: IngestService,
    events: DeliveryEvents,
    commits: Commits,
    operations: Operations,
  ) {
    ingest.accepted.subscribe(({ event }) =>
      metrics.events.inc({ event_type: metrics.typeLabel(event.type) }),
    );
    events.stream.subscribe((event) => this.#noticed(event));
    operations.cancelled.subscribe((cancelled) => this.#cancelled(cancelled));
    commits.listen(({ calls, durationMs }) => {
      metrics.commitCalls.observe(calls);
      metrics.commitSeconds.observe(durationMs / 1000);
    });
  }

  #noticed(event: DeliveryEvent): void {
    if (event.kind === 'settled') this.#settled(event);
    else if (event.kind === 'throttled') this.metrics.throttled.inc({ endpoint: event.webhookId });
    else if (event.kind === 'rescued') this.metrics.rescued.inc(event.count);
    else if (event.kind === 'store-failing') this.metrics.storeFailures.inc();
    else if (event.kind === 'cancelled') this.#cancelled(event);
  }

  #cancelled({ webhookId, count }: Cancelled): void {
    this.metrics.deliveries.inc({ endpoint: webhookId, outcome: 'cancelled' }, count);
  }

  #settled({ report, settled }: SettledReport<ToldDelivery>): void {
    const { delivery, attempt, next } = report;
    if (!settled || !next) return;
    const endpoint = delivery.webhookId;
    if (attempt) {
      this.metrics.attempts.inc({ endpoint, outcome: attempt.outcome });
      this.metrics.attemptSeconds.observe({ endpoint }, attempt.durationMs / 1000);
    }
    if (next.state === 'pending') return;
    this.metrics.deliveries.inc({ endpoint, outcome: next.state });
    const type = this.metrics.typeLabel(delivery.event.type);
    this.metrics.deliveriesByType.inc({ event_type: type, outcome: next.state });
    if (!attempt || next.state !== 'delivered') return;
    const age = attempt.startedAt + attempt.durationMs - delivery.createdAt;
    this.metrics.ageSeconds.observe({ endpoint }, Math.max(0, age) / 1000);
  }
}

/** The figures that are looked up when somebody asks for them. */
@Injectable()
export class MetricsGauges {
  constructor(
    metrics: Metrics,
    store: UpkeepStore,
    catalogue: EndpointCatalogue,
    inFlight: InFlight,
    breakers: CircuitBreakers,
  ) {
    const counts = shared(() => store.counts());
    metrics.gauge(
      {
        name: 'webhook_deliveries_open',
        help: 'Deliveries not yet settled, by state; capped.',
        labelNames: ['state'],
      },
      async (gauge) => {
        const { pending, sending } = await counts();
        gauge.set({ state: 'pending' }, pending);
        gauge.set({ state: 'sending' }, sending);
      },
    );
    metrics.gauge(
      {
        name: 'webhook_oldest_open_seconds',
        help: 'Age of the oldest delivery not yet settled.',
        labelNames: [],
      },
      async (gauge) => {
        const { oldestOpenAt } = await counts();
        gauge.set(oldestOpenAt === null ? 0 : Math.max(0, Date.now() - oldestOpenAt) / 1000);
      },
    );
    metrics.gauge(
      {
        name: 'webhook_endpoint_enabled',
        help: '1 while an endpoint gets events, 0 while it is disabled.',
        labelNames: ['endpoint'],
      },
      (gauge) => {
        gauge.reset();
        for (const { webhookId, disabled } of catalogue.all())
          gauge.set({ endpoint: webhookId }, disabled ? 0 : 1);
      },
    );
    metrics.gauge(
      {
        name: 'webhook_endpoint_failing',
        help: '1 while the breaker of an endpoint is open or half open, else 0.',
        labelNames: ['endpoint'],
      },
      (gauge) => {
        gauge.reset();
        for (const { id, webhookId } of catalogue.all())
          gauge.set({ endpoint: webhookId }, breakers.state(id) === 'closed' ? 0 : 1);
      },
    );
    metrics.gauge(
      { name: 'webhook_deliveries_in_memory', help: 'Deliveries this process holds.', labelNames: [] },
      (gauge) => gauge.set(inFlight.size),
    );
  }
}
