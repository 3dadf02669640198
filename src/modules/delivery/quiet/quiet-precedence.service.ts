import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EMPTY, catchError, defer, filter, map, mergeMap, type Observable, Subscription } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../../model/endpoint.js';
import { isOrdered } from '../../model/delivery.js';
import { isExcepted, QUIET_HOURS } from '../../model/quiet.js';
import { ConversationStore } from '../../store/conversation-store.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import type { WaitingDelivery } from '../queue/reservation.js';

/** Jobs that are looked at side by side. */
const CONCURRENCY = 4;

type Settled = Extract<DeliveryEvent, { kind: 'settled' }>;

/**
 * Makes a delivery that quiet hours hold due when it keeps another one of its job from being sent that they do not hold: an excepted
 * event, or the next edit of a live message whose announcement is held. The turn of the held delivery decides what becomes of it.
 *
 * It looks when a delivery is stored behind another one, and once a delivery is held: whichever of the two comes last finds the other.
 */
@Injectable()
export class QuietPrecedence implements OnModuleDestroy {
  readonly #subscription = new Subscription();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly conversations: ConversationStore,
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
    const endpoint = this.catalogue.find(endpointId);
    return endpoint !== undefined && passes(endpoint, type);
  }

  async #hastenBefore({ id }: WaitingDelivery): Promise<boolean> {
    const first = await this.conversations.first(id);
    if (first?.reason !== QUIET_HOURS) return false;
    await this.conversations.hasten(first.deliveryId);
    return true;
  }

  async #hastenHeld({ report: { delivery, quiet } }: Settled): Promise<boolean> {
    const endpoint = this.catalogue.find(delivery.endpointId);
    const types = await this.conversations.waiting(delivery.id);
    const isInTheWay =
      quiet === 'announcement'
        ? types.length > 0
        : types.some((type) => endpoint?.quiet && isExcepted(endpoint.quiet, type));
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

/** True where an event of this type may have to be sent in the quiet hours of the endpoint, whatever waits before it. */
function passes({ quiet, conversation }: Endpoint, type: string): boolean {
  return quiet?.then === 'hold' && (conversation === 'live' || isExcepted(quiet, type));
}

function isHeldInOrder(event: DeliveryEvent): event is Settled {
  return (
    event.kind === 'settled' &&
    event.settled &&
    event.report.quiet !== undefined &&
    isOrdered(event.report.delivery)
  );
}
