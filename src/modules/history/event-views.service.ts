import { Injectable } from '@nestjs/common';
import { EventRouting, type Route } from '../endpoints/event-routing.service.js';
import type { DeliverySummary, EventRecord, EventSummary } from '../store/history-store.js';
import { DeliveryViews } from './delivery-views.service.js';
import { eventView } from './views.js';

/** What the gateway reports of itself, and what acts through it: nobody misses a receiver there. */
const OWN = /^(webhook|action)\./;

/** Events as the API shows them, with what may be wrong with those that no endpoint received. */
@Injectable()
export class EventViews {
  constructor(
    private readonly routing: EventRouting,
    private readonly deliveries: DeliveryViews,
  ) {}

  readonly view = (event: EventSummary): object => {
    const received = Object.values(event.deliveries).some((count) => count > 0);
    const unrouted = !received && !OWN.test(event.type);
    return { ...eventView(event), unrouted, hint: unrouted ? this.routing.typeHint(event.type) : null };
  };

  readonly delivery = (delivery: DeliverySummary): object => this.deliveries.view(delivery);

  /** An event with its deliveries. */
  readonly record = ({ summary, deliveries }: EventRecord): object => ({
    ...this.view(summary),
    deliveries_list: deliveries.map(this.deliveries.view),
  });

  /** For each endpoint there is now, whether it received the event, and why not. */
  routes({ summary, data, deliveries }: EventRecord): object[] {
    const made = new Map(deliveries.map(({ endpointId, id }) => [endpointId, id]));
    const { id, type, timestamp, acceptedAt } = summary;
    return this.routing.routes({ id, type, data, timestamp, acceptedAt }).map((route) => {
      const delivery = made.get(route.endpoint.id) ?? null;
      const reason = delivery === null ? (route.unwanted ?? 'not_then') : null;
      return {
        endpoint_id: route.endpoint.id,
        webhook_id: route.endpoint.webhookId,
        delivery_id: delivery,
        reason,
        message:
          reason === null
            ? 'Received: the endpoint has a delivery of this event.'
            : sentence(reason, route, type),
      };
    });
  }
}

function sentence(
  reason: NonNullable<Route['unwanted']> | 'not_then',
  { endpoint }: Route,
  type: string,
): string {
  switch (reason) {
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
