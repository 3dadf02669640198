import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import type { DeliveryEvent } from './delivery-event.js';

/** The board where the delivery room posts its notices. */
@Injectable()
export class DeliveryEvents {
  readonly #subject = new Subject<DeliveryEvent>();
  readonly stream: Observable<DeliveryEvent> = this.#subject.asObservable();

  publish(event: DeliveryEvent): void {
    this.#subject.next(event);
  }
}
