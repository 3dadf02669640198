import { Injectable } from '@nestjs/common';
import { GROUPED } from '../model/digest.js';
import type { DeliveryEvent } from '../delivery/events/delivery-event.js';
import { DeliveryEvents } from '../delivery/events/delivery-events.service.js';
import type { SettledReport, ReportedDelivery } from '../delivery/report.js';
import { IngestService } from '../ingest/ingest.service.js';
import { RepairEvents, type Cancellation } from '../repair/repair-events.service.js';
import { Commits } from '../store/commits.js';
import { Metrics } from './metrics.service.js';

/** Feeds the counters and histograms from accepted events, settled deliveries, repairs and commits. */
@Injectable()
export class MetricsObserver {
  constructor(
    private readonly metrics: Metrics,
    ingest: IngestService,
    events: DeliveryEvents,
    commits: Commits,
    repairs: RepairEvents,
  ) {
    ingest.accepted.subscribe(({ event, mismatch }) => {
      const event_type = metrics.typeLabel(event.type);
      metrics.events.inc({ event_type });
      if (mismatch !== undefined) metrics.mismatches.inc({ event_type });
    });
    events.stream.subscribe((event) => this.#noticed(event));
    repairs.cancelled.subscribe((cancelled) => this.#cancelled(cancelled));
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

  #cancelled({ webhookId, count }: Cancellation): void {
    this.metrics.deliveries.inc({ endpoint: webhookId, outcome: 'cancelled' }, count);
  }

  #settled({ report, settled }: SettledReport<ReportedDelivery>): void {
    const { delivery, attempt, next, join, failedTexts, possibleDouble } = report;
    if (!settled || !next) return;
    const endpoint = delivery.webhookId;
    if (possibleDouble) this.metrics.possibleDoubles.inc({ endpoint });
    if (failedTexts) this.metrics.templateFailures.inc({ endpoint }, failedTexts);
    if (attempt) {
      this.metrics.attempts.inc({ endpoint, outcome: attempt.outcome });
      this.metrics.attemptSeconds.observe({ endpoint }, attempt.durationMs / 1000);
    }
    if (join) this.metrics.deliveries.inc({ endpoint, outcome: GROUPED });
    if (next.state === 'pending') return;
    const outcome = next.state === 'delivered' && next.reason ? next.reason : next.state;
    this.metrics.deliveries.inc({ endpoint, outcome });
    const type = this.metrics.typeLabel(delivery.event.type);
    this.metrics.deliveriesByType.inc({ event_type: type, outcome });
    if (!attempt || next.state !== 'delivered') return;
    const age = attempt.startedAt + attempt.durationMs - delivery.createdAt;
    this.metrics.ageSeconds.observe({ endpoint }, Math.max(0, age) / 1000);
  }
}
