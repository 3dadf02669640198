import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EMPTY, catchError, defer, filter, map, mergeMap, type Observable, Subscription } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { isOrdered } from '../../model/delivery.js';
import { MUTED } from '../../model/mute.js';
import { QUIET_HOURS } from '../../model/quiet.js';
import { ConversationStore } from '../../store/conversation-store.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import type { WaitingDelivery } from '../queue/reservation.js';
import type { Report } from '../report.js';
import { Silences, subjectOf } from './silences.service.js';

/** Jobs that are looked at side by side. */
const CONCURRENCY = 4;

/** Quiet hours or a mute hold a delivery of a job. */
interface Held {
  readonly report: Report;
}

/**
 * Makes a delivery that quiet hours or a mute hold due when it keeps another one of its job from being sent that nothing holds: an
 * excepted event, or the next edit of a live message whose announcement is held. The turn of the held delivery decides what becomes of it.
 *
 * It looks when a delivery is stored behind another one, and once a delivery is held: whichever of the two comes last finds the other.
 */
@Injectable()
export class QuietPrecedence implements OnModuleDestroy {
  readonly #subscription = new Subscription();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly conversations: ConversationStore,
    private readonly silences: Silences,
    private readonly events: DeliveryEvents,
    dispatcher: Dispatcher,
  ) {
    const arrived = dispatcher.waiting.pipe(
      filter((delivery) => this.#mayPass(delivery)),
      mergeMap((delivery) => this.#safely(() => this.#hastenBefore(delivery)), CONCURRENCY),
    );
    const held = events.stream.pipe(
      filter(isHeldInOrder),
      mergeMap((event) => this.#safely(() => this.#hastenHeld(event)), CONCURRENCY),
    );
    for (const hastened of [arrived, held])
      this.#subscription.add(hastened.subscribe(() => dispatcher.wake()));
  }

  onModuleDestroy(): void {
    this.#subscription.unsubscribe();
  }

  #mayPass({ endpointId, type }: WaitingDelivery): boolean {
    if (this.catalogue.find(endpointId)?.conversation === 'live') return true;
    // A mute of one job may hold it all the same: the turn of the first delivery knows.
    return this.silences.of({ endpointId, type, jobId: () => null }) === null;
  }

  async #hastenBefore({ id }: WaitingDelivery): Promise<boolean> {
    const first = await this.conversations.first(id);
    if (first?.reason !== QUIET_HOURS && first?.reason !== MUTED) return false;
    await this.conversations.hasten(first.deliveryId);
    return true;
  }

  async #hastenHeld({ report: { delivery, quiet } }: Held): Promise<boolean> {
    const types = await this.conversations.waitingTypes(delivery.id);
    const isInTheWay =
      quiet === 'announcement'
        ? types.length > 0
        : types.some((type) => this.silences.of(subjectOf(delivery, type)) === null);
    if (isInTheWay) await this.conversations.hasten(delivery.id);
    return isInTheWay;
  }

  /** Emits once a delivery was made due. */
  #safely(work: () => Promise<boolean>): Observable<void> {
    return defer(work).pipe(
      filter(Boolean),
      map(() => undefined),
      catchError((error: unknown) => {
        // What is held goes out at the end of the quiet hours all the same.
        this.events.publish({ kind: 'store-failing', during: 'reading the deliveries of a job', error });
        return EMPTY;
      }),
    );
  }
}

function isHeldInOrder(event: DeliveryEvent): event is DeliveryEvent & Held {
  return (
    event.kind === 'settled' &&
    event.settled &&
    event.report.quiet !== undefined &&
    isOrdered(event.report.delivery)
  );
}
