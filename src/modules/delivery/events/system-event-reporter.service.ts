import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { SystemEvents, type SystemEvent } from '../../model/system-events.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { certificateExpiring } from './certificate-messages.js';
import { DeliveryEvents } from './delivery-events.service.js';

/** Pause before a report that the store did not take is stored again, ms. */
const RETRY_MS = 1_000;
/** Largest number of reports that wait for the store; further ones are dropped, because the log has them too. */
const WAITING_MAX = 1_000;

/** Turns expiring certificates into system events (`webhook.*`) for the endpoints that subscribe to them. */
@Injectable()
export class SystemEventReporter implements OnModuleDestroy {
  readonly #stopping = new AbortController();
  readonly #reports = new SerialQueue();

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly events: SystemEvents,
    private readonly deliveryEvents: DeliveryEvents,
  ) {
    deliveryEvents.stream.subscribe((event) => {
      if (event.kind === 'certificate-expiring') this.#report(certificateExpiring(event.certificate));
    });
  }

  /** Resolves when the reports under way are stored. */
  async onModuleDestroy(): Promise<void> {
    this.#stopping.abort();
    await this.#reports.settled();
  }

  /** Stores an event after all earlier ones, and repeats that until it succeeds or the gateway stops. */
  #report(event: SystemEvent): void {
    if (this.#reports.size < WAITING_MAX) void this.#reports.run(() => this.#untilStored(event));
  }

  async #untilStored(event: SystemEvent): Promise<void> {
    const { signal } = this.#stopping;
    for (;;) {
      try {
        if (this.catalogue.hasOtherSubscriber(event.type, event.about)) await this.events.emit(event);
        return;
      } catch (error) {
        this.deliveryEvents.publish({ kind: 'store-failing', during: 'reporting on an endpoint', error });
        if (signal.aborted) return;
        await sleep(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }
}
