import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { share, Subject, Subscription, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import {
  DeliveryHandoff,
  LEASE_MS,
  type PlannedEvent,
  type Reservation,
} from '../../model/delivery-handoff.js';
import { SEND_NOW, type LeasedDelivery } from '../../model/delivery.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { ClaimLoop } from './claim-loop.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { failedUnsent } from '../report.js';
import { InFlight } from './in-flight.service.js';
import { Backpressure } from './backpressure.js';
import { MemoryReservation, type MemoryKeeper, type WaitingDelivery } from './reservation.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Largest number of deliveries in one claim. */
const CLAIM_MAX = 512;

/**
 * Feeds the pipeline with fresh deliveries as ingest hands them over, and with those that the store holds (due again, overflowed,
 * left by a dead node) by claiming them whenever there is room in memory.
 *
 * This folder stands between the `deliveries` table, which is the queue, and the lanes: the dispatcher claims, `in-flight.service.ts`
 * bounds the deliveries in memory, `reservation.ts` and `backpressure.ts` serve ingest, `lease-keeper.service.ts` renews the leases and
 * rescues those of dead nodes, `recovery.service.ts` runs before the first claim, `expiry.service.ts` and
 * `removed-endpoints.service.ts` end deliveries that will not be sent.
 */
@Injectable()
export class Dispatcher extends DeliveryHandoff {
  readonly #feed = new Subject<LeasedDelivery>();
  readonly #waiting = new Subject<WaitingDelivery>();
  readonly #node = randomUUID();
  /** Endpoints with due deliveries in the store for which there was no room: fresh deliveries queue behind them there. */
  readonly #backlogged = new Set<string>();
  readonly #backpressure = new Backpressure();
  readonly #handedBack = new Set<Promise<void>>();
  readonly #loop: ClaimLoop;
  #claims = 0;
  #open = false;
  #wakeUps = new Subscription();

  constructor(
    private readonly inFlight: InFlight,
    private readonly catalogue: EndpointCatalogue,
    private readonly queue: DeliveryQueue,
    private readonly events: DeliveryEvents,
    clock: Clock,
  ) {
    super();
    this.#loop = new ClaimLoop({
      claim: () => this.#claim(),
      now: () => clock.now(),
      onFailure: (error) => events.publish({ kind: 'store-failing', during: 'claiming deliveries', error }),
    });
  }

  /** The deliveries to send, already leased and held in memory. Completes with {@link close}. */
  readonly deliveries: Observable<LeasedDelivery> = this.#feed.pipe(share());

  /** Emits each fresh delivery that was stored behind an earlier one of its order key. */
  readonly waiting: Observable<WaitingDelivery> = this.#waiting.asObservable();

  /** Begins to claim, and to accept fresh deliveries. */
  open(): void {
    this.#open = true;
    this.#wakeUps.add(this.queue.watch(() => this.wake()));
    this.#wakeUps.add(this.inFlight.reopened.subscribe(() => this.wake()));
    this.#loop.request();
  }

  /** Emits no further delivery. Resolves when the claim under way has ended and its deliveries are handed back to the store. */
  async close(): Promise<void> {
    this.#open = false;
    this.#wakeUps.unsubscribe();
    this.#feed.complete();
    await this.#loop.stop();
    await Promise.all(this.#handedBack);
  }

  override capacity(endpointIds: readonly string[]): Promise<void> | undefined {
    const full = endpointIds.filter((id) => !this.#backlogged.has(id) && !this.inFlight.hasCapacity(id));
    return this.#open && full.length > 0 ? this.#backpressure.wait(full) : undefined;
  }

  override reserve(planned: PlannedEvent): Reservation {
    return new MemoryReservation(planned, this.#memory);
  }

  override wake(): void {
    this.#loop.request();
  }

  /** Claims at `time` (Unix ms), when a delivery falls due. */
  dueAt(time: number): void {
    this.#loop.dueAt(time);
  }

  /** Notes that a lane has released the memory of a delivery; claims once the lane is half empty and the store holds more of it. */
  released(endpointId: string): void {
    this.#backpressure.released(endpointId);
    if (this.#backlogged.has(endpointId) && this.inFlight.isHalfEmpty(endpointId)) this.wake();
  }

  /**
   * Claims and emits due deliveries as long as there is room for them. Resolves with the time until the next delivery falls due, ms;
   * null where none waits.
   */
  async #claim(): Promise<number | null> {
    while (this.#open) {
      const rooms = this.#capacities();
      if (rooms.size === 0 || !(await this.#claimInto(rooms))) break;
    }
    return this.#open ? this.queue.nextDueInMs([...this.#capacities().keys()]) : null;
  }

  /** Makes one claim; true when another one may find more. */
  async #claimInto(rooms: ReadonlyMap<string, number>): Promise<boolean> {
    const leaseUntil = steadyNow() + LEASE_MS;
    const limit = Math.min(CLAIM_MAX, Math.max(this.inFlight.totalCapacity(), rooms.size));
    const maxBytes = Math.max(this.inFlight.byteCapacity(), 1);
    const claimed = await this.queue.claim({
      rooms,
      limit,
      maxBytes,
      leaseToken: this.#newLeaseToken(),
      leaseMs: LEASE_MS,
    });
    const counts = new Map<string, number>();
    for (const delivery of claimed) {
      this.inFlight.holdClaimed(delivery, leaseUntil);
      counts.set(delivery.endpointId, (counts.get(delivery.endpointId) ?? 0) + 1);
    }
    for (const [endpointId, room] of rooms) {
      if ((counts.get(endpointId) ?? 0) >= room) this.#backlogged.add(endpointId);
      else if (claimed.length === 0) this.#backlogged.delete(endpointId);
    }
    for (const delivery of claimed) this.#emit(delivery);
    return claimed.length > 0;
  }

  /** Deliveries that may be claimed now, by endpoint. */
  #capacities(): Map<string, number> {
    const rooms = new Map<string, number>();
    for (const { id } of this.catalogue.sending()) {
      const room = this.inFlight.capacity(id);
      if (room > 0) rooms.set(id, room);
    }
    return rooms;
  }

  #emit(delivery: LeasedDelivery): void {
    if (this.#open) this.#feed.next(delivery);
    else this.#handBackLater(delivery);
  }

  #handBackLater(delivery: LeasedDelivery): void {
    const done = this.#handBack(delivery).finally(() => this.#handedBack.delete(done));
    this.#handedBack.add(done);
  }

  /** Returns a delivery that was claimed or handed over during the close: the store offers it to the next process or node. */
  async #handBack(delivery: LeasedDelivery): Promise<void> {
    const { id: deliveryId, leaseToken } = delivery;
    const asked = delivery.isAskedFor && { reason: SEND_NOW };
    const next = { state: 'pending', dueAt: delivery.createdAt, inMs: 0, ...asked } as const;
    await this.queue.settle([{ deliveryId, leaseToken, attempt: null, next }]).catch(() => undefined);
    this.inFlight.release(delivery);
  }

  readonly #memory: MemoryKeeper = {
    reserve: (endpointId, bytes) => this.#reserve(endpointId, bytes),
    cancel: (endpointId, bytes) => this.inFlight.cancelReservation(endpointId, bytes),
    deliver: (delivery, leaseUntil) => {
      this.inFlight.hold(delivery, delivery.event.data.length, leaseUntil);
      this.#emit(delivery);
    },
    reportFailed: (delivery, reason) =>
      this.events.publish({ kind: 'settled', ...failedUnsent(delivery, reason) }),
    waits: (delivery) => this.#waiting.next(delivery),
    wake: () => this.wake(),
  };

  /** Reserves memory for a fresh delivery. Null: it waits in the store, as do all later ones until a claim finds none left there. */
  #reserve(endpointId: string, bytes: number): string | null {
    const paused = this.catalogue.find(endpointId)?.pausedAt !== null;
    const backlogged = this.#backlogged.has(endpointId);
    if (this.#open && !paused && !backlogged && this.inFlight.reserve(endpointId, bytes))
      return this.#newLeaseToken();
    this.#backlogged.add(endpointId);
    if (!paused) this.inFlight.overflowed(endpointId);
    return null;
  }

  #newLeaseToken(): string {
    return `${this.#node}:${++this.#claims}`;
  }
}
