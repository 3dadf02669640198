import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Subject } from 'rxjs';
import { RepairStore } from '../../store/repair-store.js';
import { pauseFor } from '../../timing/pause-for.js';
import { steadyNow } from '../../timing/steady-now.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Throttles } from './throttles.service.js';

/** Pause before a failed write is repeated, ms; doubles with each further failure up to the maximum. */
const RETRY_MS = 250;
const RETRY_MAX_MS = 5_000;
/**
 * Time after which an endpoint's deliveries are looked at again where nodes share the store, ms: a node may die between storing a
 * delivery with its long wait and shortening the wait.
 */
const AGAIN_MS = 5_000;

/** Longest wait of an operator's probe for results that are being stored, ms: the disk may be full. */
const PROBE_WAIT_MS = 2_000;

/** A call that waits until `arrived` results are stored. */
interface Barrier {
  readonly arrived: number;
  readonly resolve: () => void;
}

/**
 * Makes the deliveries due that wait in the store for the end of a pause or of a rate limit, when that ends early: an operator ends the
 * pause, enables the endpoint, or changes its URL or its limits. Each node does so for itself, after it has stored the results that it
 * had at that moment, because these still carry the long wait.
 */
@Injectable()
export class HeldDeliveries implements BeforeApplicationShutdown {
  readonly #requeued = new Subject<string>();
  /** Emits the id of an endpoint whose deliveries have become due in the store. */
  readonly requeued = this.#requeued.asObservable();
  readonly #barriers: Barrier[] = [];
  #stopping = false;
  #arrived = 0;
  #stored = 0;

  constructor(
    private readonly repair: RepairStore,
    private readonly throttles: Throttles,
    private readonly events: DeliveryEvents,
  ) {
    throttles.eased.subscribe((endpointId) => void this.#requeue(endpointId));
    throttles.bounded.subscribe(({ endpointId, longestMs }) => void this.#requeue(endpointId, longestMs));
  }

  beforeApplicationShutdown(): void {
    this.#stopping = true;
  }

  /** Counts a result that is to be stored. */
  resultArrived(): void {
    this.#arrived++;
  }

  /** Counts a stored result; results are stored in the order of their arrival. */
  resultStored(): void {
    this.#stored++;
    while (this.#barriers.length > 0 && this.#barriers[0]!.arrived <= this.#stored) {
      this.#barriers.shift()!.resolve();
    }
  }

  /** Resolves when all results that have arrived until now are stored. */
  allStored(): Promise<void> {
    const arrived = this.#arrived;
    if (arrived === this.#stored) return Promise.resolve();
    return new Promise((resolve) => this.#barriers.push({ arrived, resolve }));
  }

  /** Makes the pending delivery that is due first due now, one that is just being stored included; null where none is pending. */
  async retryFirst(endpointId: string): Promise<string | null> {
    const first = await this.repair.retryFirst(endpointId);
    if (first !== null) return first;
    await Promise.race([this.allStored(), pauseFor(PROBE_WAIT_MS)]);
    return this.repair.retryFirst(endpointId);
  }

  /** @param leastMs wait that deliveries keep in any case, ms */
  async #requeue(endpointId: string, leastMs = 0): Promise<void> {
    await this.allStored();
    await this.#hastenUntilStored(endpointId, leastMs);
    if (!this.throttles.shared) return;
    await pauseFor(AGAIN_MS);
    if (!this.#stopping) await this.#hastenUntilStored(endpointId, leastMs);
  }

  /**
   * Makes the deliveries that quiet hours or mutes hold due, now and a little later: this or another node may just be holding one by
   * the hours of before. Resolves once both is done.
   */
  async releaseQuiet(endpointId: string): Promise<void> {
    await this.allStored();
    await this.#untilStored(endpointId, () => this.repair.releaseQuiet(endpointId));
    await pauseFor(AGAIN_MS);
    if (!this.#stopping) await this.#untilStored(endpointId, () => this.repair.releaseQuiet(endpointId));
  }

  #hastenUntilStored(endpointId: string, leastMs: number): Promise<void> {
    return this.#untilStored(endpointId, () => {
      // A pause or a limit that holds since then is waited for.
      const waitMs = Math.max(leastMs, this.throttles.longWaitMs(endpointId, steadyNow()));
      return this.repair.hasten(endpointId, waitMs);
    });
  }

  async #untilStored(endpointId: string, write: () => Promise<void>): Promise<void> {
    for (let tries = 0; ; tries++) {
      try {
        await write();
        return this.#requeued.next(endpointId);
      } catch (error) {
        if (this.#stopping) return;
        this.events.publish({ kind: 'store-failing', during: 'making deliveries due', error });
        await pauseFor(Math.min(RETRY_MS * 2 ** tries, RETRY_MAX_MS));
      }
    }
  }
}
