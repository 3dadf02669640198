import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { filter, map, merge, type Subscription } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { isOrdered } from '../../model/delivery.js';
import { MUTED } from '../../model/mute.js';
import { QUIET_HOURS } from '../../model/quiet.js';
import { ConversationStore } from '../../store/conversation-store.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { hastening, type FindInTheWay } from '../conversation/hastening.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import type { WaitingDelivery } from '../queue/reservation.js';
import type { Report } from '../report.js';
import { Silences, subjectOf } from './silences.service.js';

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
  readonly #subscription: Subscription;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly conversations: ConversationStore,
    private readonly silences: Silences,
    events: DeliveryEvents,
    dispatcher: Dispatcher,
  ) {
    const arrived = dispatcher.waiting.pipe(
      filter((delivery) => this.#mayPass(delivery)),
      map(
        (delivery): FindInTheWay =>
          () =>
            this.#heldBefore(delivery),
      ),
    );
    const held = events.stream.pipe(
      filter(isHeldInOrder),
      map(
        ({ report }): FindInTheWay =>
          () =>
            this.#heldInTheWay(report),
      ),
    );
    this.#subscription = merge(arrived, held)
      .pipe(hastening(conversations, events))
      .subscribe(() => dispatcher.wake());
  }

  onModuleDestroy(): void {
    this.#subscription.unsubscribe();
  }

  #mayPass({ endpointId, type }: WaitingDelivery): boolean {
    if (this.catalogue.find(endpointId)?.conversation === 'live') return true;
    // A mute of one job, or kind of error, may hold it all the same: the turn of the first delivery knows.
    const unknown = () => null;
    return this.silences.of({ endpointId, type, jobId: unknown, errorClass: unknown }) === null;
  }

  /** Finds what is held before a delivery of its job. */
  async #heldBefore({ id }: WaitingDelivery): Promise<string | null> {
    const first = await this.conversations.first(id);
    return first?.reason === QUIET_HOURS || first?.reason === MUTED ? first.deliveryId : null;
  }

  /** Finds a delivery that has just been held, if one waits behind it that is not. */
  async #heldInTheWay({ delivery, quiet }: Report): Promise<string | null> {
    const types = await this.conversations.waitingTypes(delivery.id);
    const isInTheWay =
      quiet === 'announcement'
        ? types.length > 0
        : types.some((type) => this.silences.of(subjectOf(delivery, type)) === null);
    return isInTheWay ? delivery.id : null;
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
