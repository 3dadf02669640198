import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import type { DeliveryEvent } from './delivery-event.js';

/** Publishes the events of the delivery room to their subscribers, synchronously. */
@Injectable()
export class DeliveryEvents {
  readonly #subject = new Subject<DeliveryEvent>();
  /** Emits every event; never completes. */
  readonly stream: Observable<DeliveryEvent> = this.#subject.asObservable();

  publish(event: DeliveryEvent): void {
    this.#subject.next(event);
  }
}
