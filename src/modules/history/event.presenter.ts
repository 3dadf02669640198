import { Injectable } from '@nestjs/common';
import { EventRouting, type Route } from '../endpoints/event-routing.service.js';
import { parseJson } from '../model/exact-json.js';
import { isoTime } from '../model/iso-time.js';
import { Redactor } from '../model/redactor.js';
import type { EventRecord, EventSummary } from '../store/history-store.js';
import { DeliveryPresenter } from './delivery.presenter.js';
import type {
  EventDeliveriesView,
  EventDetailView,
  EventRouteView,
  EventSummaryView,
  EventWithDeliveriesView,
} from './event.response.js';

/** Event types of the gateway itself: no hint is given where no endpoint subscribes to one. */
const OWN_TYPE = /^(webhook|action)\./;

/** Presents events: in lists, with their deliveries, and with the reason why an endpoint did not receive one. */
@Injectable()
export class EventPresenter {
  constructor(
    private readonly routing: EventRouting,
    private readonly deliveries: DeliveryPresenter,
    private readonly redactor: Redactor,
  ) {}

  readonly summary = (event: EventSummary): EventSummaryView => {
    const deliveries = countsOf(event);
    const unrouted = deliveries.total === 0 && !OWN_TYPE.test(event.type);
    return {
      id: event.id,
      type: event.type,
      timestamp: event.timestamp,
      accepted_at: isoTime(event.acceptedAt),
      job_id: event.jobId,
      mismatch: event.mismatch,
      deliveries,
      unrouted,
      hint: unrouted ? this.routing.typeHint(event.type) : null,
    };
  };

  readonly withDeliveries = ({
    summary,
    deliveries,
  }: Pick<EventRecord, 'summary' | 'deliveries'>): EventWithDeliveriesView => ({
    ...this.summary(summary),
    deliveries_list: deliveries.map(this.deliveries.summary),
  });

  detail(record: EventRecord): EventDetailView {
    const { cloudEvent } = record;
    const { data } = this.redactor.of({ type: record.summary.type, data: record.data }).event;
    return {
      ...this.withDeliveries(record),
      data: parseJson(data) as object,
      cloud_event: cloudEvent === null ? null : (parseJson(cloudEvent) as EventDetailView['cloud_event']),
      routing: this.#routes(record),
    };
  }

  /** Says of each endpoint that is configured now whether it received the event, and why not. */
  #routes({ summary, data, deliveries }: EventRecord): EventRouteView[] {
    const deliveryOf = new Map(deliveries.map(({ endpointId, id }) => [endpointId, id]));
    const { id, type, timestamp, acceptedAt } = summary;
    return this.routing.routes({ id, type, data, timestamp, acceptedAt }).map((route) => {
      const delivery = deliveryOf.get(route.endpoint.id) ?? null;
      const reason = delivery === null ? (route.unwanted ?? 'not_then') : null;
      return {
        endpoint_id: route.endpoint.id,
        webhook_id: route.endpoint.webhookId,
        delivery_id: delivery,
        reason,
        message: routeMessage(reason, route, type),
      };
    });
  }
}

/** Counts the deliveries of an event by state; those that are being sent count as pending. */
function countsOf({ deliveries }: EventSummary): EventDeliveriesView {
  const { delivered, failed, cancelled, sending } = deliveries;
  const pending = deliveries.pending + sending;
  return { total: delivered + failed + cancelled + pending, delivered, failed, pending, cancelled };
}

function routeMessage(
  reason: NonNullable<Route['unwanted']> | 'not_then' | null,
  { endpoint }: Route,
  type: string,
): string {
  switch (reason) {
    case null:
      return 'Received: the endpoint has a delivery of this event.';
    case 'event_type':
      return `Not subscribed to ${type}; it receives ${endpoint.events.join(', ')}.`;
    case 'filter':
      return 'The filter of the endpoint does not match this event.';
    case 'disabled':
      return 'The endpoint is disabled.';
    case 'not_then':
      return 'The endpoint would receive this event now, but did not when it was accepted; replay events to send it.';
  }
}
