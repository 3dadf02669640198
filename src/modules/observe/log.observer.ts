import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { InjectPinoLogger, PinoLogger } from 'nestjs-pino';
import { expirySentence } from '../delivery/events/certificate-messages.js';
import { DeliveryEvents } from '../delivery/events/delivery-events.service.js';
import type { DeliveryEvent } from '../delivery/events/delivery-event.js';
import type { SettledReport, ReportedDelivery } from '../delivery/report.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { IngestService, type Receipt } from '../ingest/ingest.service.js';
import { MESSAGE_GONE } from '../model/conversation.js';
import { MUTED } from '../model/mute.js';
import { DIGEST_EMPTY } from '../model/digest.js';
import { QUIET_HOURS } from '../model/quiet.js';
import { messages } from './messages.js';
import { ProcessCounters } from './process-counters.service.js';
import { counted } from '../model/counted.js';

/** Reasons of deliveries that were left unsent on purpose. */
const NO_FAILURES: ReadonlySet<string> = new Set([MESSAGE_GONE, QUIET_HOURS, MUTED, DIGEST_EMPTY]);

/** Logs accepted events and the news of deliveries, and counts them for the status and the hourly summary. */
@Injectable()
export class LogObserver implements OnApplicationBootstrap {
  constructor(
    @InjectPinoLogger('Webhooks') private readonly logger: PinoLogger,
    private readonly catalogue: EndpointCatalogue,
    private readonly counters: ProcessCounters,
    ingest: IngestService,
    events: DeliveryEvents,
  ) {
    ingest.accepted.subscribe((receipt) => this.#accepted(receipt));
    events.stream.subscribe((event) => this.#noticed(event));
  }

  onApplicationBootstrap(): void {
    const endpoints = this.catalogue.all();
    this.logger.info({ endpoints: endpoints.length }, messages.initialized(endpoints.length));
    for (const { webhookId, adapter, maskedUrl, disabled } of endpoints) {
      const state = disabled ? `, disabled: ${disabled.reason}` : '';
      this.logger.info({ webhookId, adapter }, `   ${webhookId}: ${adapter} ${maskedUrl}${state}`);
    }
  }

  #accepted({ event, deliveries }: Receipt): void {
    this.counters.add('events');
    this.logger.info(
      { eventId: event.id, event: event.type },
      messages.sending(event.type, deliveries.length),
    );
  }

  #noticed(event: DeliveryEvent): void {
    switch (event.kind) {
      case 'settled':
        return this.#settled(event);
      case 'throttled':
        return this.logger.warn(
          { webhookId: event.webhookId, waiting: event.waiting },
          messages.throttled(event.webhookId, event.limit),
        );
      case 'slowed-down':
        return this.logger.warn(
          { webhookId: event.webhookId, pauseMs: event.forMs },
          messages.slowedDown(event.webhookId, event.forMs),
        );
      case 'breaker':
        return event.state === 'open'
          ? this.logger.warn(
              { webhookId: event.webhookId },
              `🔌 Webhook ${event.webhookId} is failing: circuit open, probing with one delivery at a time`,
            )
          : this.logger.info(
              { webhookId: event.webhookId },
              `🔌 Webhook ${event.webhookId} has recovered: its circuit is closed`,
            );
      case 'endpoint-disabled':
        return this.logger.error(
          { webhookId: event.webhookId },
          `⛔ Webhook ${event.webhookId} is disabled: ${event.reason}`,
        );
      case 'certificate-expiring': {
        const { fingerprint, endpoints } = event.certificate;
        return this.logger.warn(
          { fingerprint, webhookIds: endpoints.map(({ webhookId }) => webhookId) },
          `⏳ ${expirySentence(event.certificate)}`,
        );
      }
      case 'rescued':
        return this.logger.info(
          { count: event.count },
          `♻️ ${counted(event.count, 'delivery')} left behind by an earlier run: back in the queue`,
        );
      case 'cancelled':
        return this.logger.warn(
          { webhookId: event.webhookId, count: event.count },
          `🚫 ${counted(event.count, 'delivery')} cancelled: ${event.webhookId} is no longer configured`,
        );
      case 'store-failing':
        return this.logger.error(
          { err: event.error },
          `The store failed while ${event.during}; it is tried again`,
        );
    }
  }

  #settled({ report, settled }: SettledReport<ReportedDelivery>): void {
    const { delivery, attempt, next, maxRetries } = report;
    if (!settled)
      return this.logger.warn(
        { deliveryId: delivery.id },
        `The lease of a delivery to ${delivery.webhookId} was lost; its outcome does not count`,
      );
    if (!next) return;
    if (!attempt) return this.#endedUnsent(report);
    const { webhookId } = delivery;
    const fields = {
      webhookId,
      deliveryId: delivery.id,
      eventId: delivery.event.id,
      attempt: attempt.number,
    };
    if (next.state === 'delivered') {
      this.counters.add('delivered');
      return this.logger.info(fields, messages.delivered(webhookId, attempt));
    }
    // The message of the job is edited; the announcement that follows settles the delivery.
    if (attempt.outcome === 'delivered') return;
    this.counters.error(webhookId);
    if (next.state === 'pending') {
      this.counters.add('retries');
      const delayMs = Math.max(0, next.dueAt - attempt.startedAt - attempt.durationMs);
      return this.logger.warn(fields, messages.retrying(webhookId, attempt, maxRetries + 1, delayMs));
    }
    this.counters.add('failed');
    this.logger.error({ ...fields, code: attempt.errorCode }, messages.failed(webhookId, attempt));
  }

  #endedUnsent({ delivery, next }: SettledReport<ReportedDelivery>['report']): void {
    if (next?.state !== 'failed' && next?.state !== 'cancelled') return;
    const { webhookId, attempts } = delivery;
    if (NO_FAILURES.has(next.reason)) return;
    this.counters.add('failed');
    this.logger.error(
      { webhookId, deliveryId: delivery.id, eventId: delivery.event.id, code: next.reason },
      `❌ Webhook delivery failed after ${attempts} attempts: ${webhookId} - ${next.reason}`,
    );
  }
}
