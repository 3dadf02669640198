import { Injectable } from '@nestjs/common';
import { filter, map, type Observable } from 'rxjs';
import { Settlements } from '../../model/settlements.js';
import type { DeliveryEvent } from './delivery-event.js';
import { DeliveryEvents } from './delivery-events.service.js';

/** Finds the settled deliveries among the room's events, for ingest, which waits for outcomes. */
@Injectable()
export class SettledEvents extends Settlements {
  /** Emits the event id of each delivery that is delivered, failed or cancelled. */
  readonly eventIds: Observable<string>;

  constructor(deliveryEvents: DeliveryEvents) {
    super();
    this.eventIds = deliveryEvents.stream.pipe(
      filter(isOver),
      map(({ report }) => report.delivery.event.id),
    );
  }
}

function isOver(event: DeliveryEvent): event is Extract<DeliveryEvent, { kind: 'settled' }> {
  if (event.kind !== 'settled' || !event.settled) return false;
  return event.report.next !== null && event.report.next.state !== 'pending';
}
