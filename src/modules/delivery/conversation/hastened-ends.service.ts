import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EMPTY, catchError, concatMap, filter, from, map, mergeMap, type Subscription } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { ConversationStore } from '../../store/conversation-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import type { WaitingDelivery } from '../queue/reservation.js';
import { Identity } from '../request/identity.js';

/** Jobs that are looked at side by side. */
const CONCURRENCY = 4;

/**
 * Lets the end of a job overtake progress that waits for a retry or for the next edit: the waiting progress is made due, finds that
 * something newer waits, and is superseded.
 */
@Injectable()
export class HastenedEnds implements OnModuleDestroy {
  readonly #subscription: Subscription;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly identity: Identity,
    private readonly conversations: ConversationStore,
    private readonly events: DeliveryEvents,
    dispatcher: Dispatcher,
  ) {
    this.#subscription = dispatcher.waiting
      .pipe(
        filter((delivery) => this.#isEnd(delivery)),
        mergeMap((delivery) => this.#hasten(delivery), CONCURRENCY),
      )
      .subscribe(() => dispatcher.wake());
  }

  onModuleDestroy(): void {
    this.#subscription.unsubscribe();
  }

  #isEnd({ endpointId, type }: WaitingDelivery): boolean {
    return this.catalogue.find(endpointId)?.conversation === 'live' && this.identity.typeOf(type).ends;
  }

  /** Emits once the delivery that has the turn was made due; completes without where it sends by itself, or is an end too. */
  #hasten({ id }: WaitingDelivery) {
    return from(this.conversations.first(id)).pipe(
      filter((first) => first !== null && !this.identity.typeOf(first.type).ends),
      concatMap((first) => this.conversations.hasten(first!.deliveryId)),
      map(() => undefined),
      catchError((error: unknown) => {
        // The end is sent after the retry all the same.
        this.events.publish({ kind: 'store-failing', during: 'reading the message of a job', error });
        return EMPTY;
      }),
    );
  }
}
