import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { filter, map, merge, mergeMap, type Subscription } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { ConversationStore } from '../../store/conversation-store.js';
import { isOrdered } from '../../model/delivery.js';
import type { DeliveryEvent } from '../events/delivery-event.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Dispatcher } from '../queue/dispatcher.service.js';
import { Identity } from '../request/identity.service.js';
import { isEnd } from './is-end.js';
import { hastening, type FindInTheWay } from './hastening.js';

/**
 * Lets the end of a job overtake progress that waits for a retry or for the next edit: the waiting progress is made due, finds that
 * something newer waits, and is superseded. An end that is accepted looks for such progress; progress that begins to wait looks for an end
 * that was accepted, by whichever node, while it was being sent.
 */
@Injectable()
export class HastenedEnds implements OnModuleDestroy {
  readonly #subscription: Subscription;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly identity: Identity,
    private readonly conversations: ConversationStore,
    events: DeliveryEvents,
    dispatcher: Dispatcher,
  ) {
    const ends = dispatcher.waiting.pipe(
      filter(({ endpointId, type }) => this.#isLive(endpointId) && this.#ends(type)),
      map(
        ({ id }): FindInTheWay =>
          () =>
            this.#beforeEnd(id),
      ),
    );
    const delayed = events.stream.pipe(
      mergeMap((event) => this.#delayedBy(event)),
      map(
        (id): FindInTheWay =>
          () =>
            this.#behindProgress(id),
      ),
    );
    this.#subscription = merge(ends, delayed)
      .pipe(hastening(conversations, events))
      .subscribe(() => dispatcher.wake());
  }

  onModuleDestroy(): void {
    this.#subscription.unsubscribe();
  }

  #isLive(endpointId: string): boolean {
    return this.catalogue.find(endpointId)?.conversation === 'live';
  }

  #ends(type: string): boolean {
    return isEnd(this.identity.typeOf(type));
  }

  /**
   * Returns the id of progress that has begun to wait, if the event tells of it. A lane that is held, and quiet hours, delay the end just
   * as long.
   */
  #delayedBy(event: DeliveryEvent): readonly string[] {
    if (event.kind !== 'settled' || !event.settled) return [];
    const { delivery, next, quiet } = event.report;
    if (next?.state !== 'pending' || !next.inMs || next.readyInMs === 0 || quiet) return [];
    return isOrdered(delivery) && this.#isLive(delivery.endpointId) && !this.#ends(delivery.event.type)
      ? [delivery.id]
      : [];
  }

  /** Finds the progress that an end waits for. */
  async #beforeEnd(endId: string): Promise<string | null> {
    const first = await this.conversations.first(endId);
    return first === null || this.#ends(first.type) ? null : first.deliveryId;
  }

  /** Finds progress that an end waits behind. */
  async #behindProgress(progressId: string): Promise<string | null> {
    const types = await this.conversations.waitingTypes(progressId);
    return types.some((type) => this.#ends(type)) ? progressId : null;
  }
}
