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
import type { LeasedDelivery } from '../../model/delivery.js';
import { DeliveryQueue } from '../../store/delivery-queue.js';
import { ClaimLoop } from './claim-loop.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { InFlight } from './in-flight.service.js';
import { Backpressure } from './backpressure.js';
import { MemoryReservation, type MemoryKeeper } from './reservation.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Deliveries of one claim at most, whatever room there is. */
const CLAIM_MAX = 512;

/**
 * Feeds the pipeline: fresh deliveries as ingest hands them over, and those the store holds (due again, overflowed, left
 * by a dead node) by claiming them whenever there is room.
 */
@Injectable()
export class Dispatcher extends DeliveryHandoff {
  readonly #feed = new Subject<LeasedDelivery>();
  readonly #node = randomUUID();
  /** Endpoints with due deliveries in the store that found no room: fresh ones queue behind them there. */
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

  /** What is to be delivered, already leased and placed. Completes after {@link close}. */
  readonly deliveries: Observable<LeasedDelivery> = this.#feed.pipe(share());

  open(): void {
    this.#open = true;
    this.#wakeUps.add(this.queue.watch(() => this.wake()));
    this.#wakeUps.add(this.inFlight.reopened.subscribe(() => this.wake()));
    this.#loop.request();
  }

  /** Feeds no more. Resolves when the claim under way has ended and what came too late is handed back. */
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

  /** A delivery falls due at that time (Unix ms). */
  dueAt(time: number): void {
    this.#loop.dueAt(time);
  }

  /** A delivery's place is free again; wakes when its lane has room for a worthwhile claim. */
  freed(endpointId: string): void {
    this.#backpressure.freed(endpointId);
    if (this.#backlogged.has(endpointId) && this.inFlight.isHalfEmpty(endpointId)) this.wake();
  }

  /**
   * Claims as much of what is due as there is room for and feeds it. Resolves with the span (ms) until the next
   * delivery falls due; null when none waits.
   */
  async #claim(): Promise<number | null> {
    while (this.#open) {
      const rooms = this.#rooms();
      if (rooms.size === 0 || !(await this.#claimInto(rooms))) break;
    }
    return this.#open ? this.queue.nextDueInMs([...this.#rooms().keys()]) : null;
  }

  /** One claim; true when another may find more. */
  async #claimInto(rooms: ReadonlyMap<string, number>): Promise<boolean> {
    const leaseUntil = steadyNow() + LEASE_MS;
    const limit = Math.min(CLAIM_MAX, Math.max(this.inFlight.totalCapacity(), rooms.size));
    const maxBytes = Math.max(this.inFlight.byteCapacity(), 1);
    const claimed = await this.queue.claim({
      rooms,
      limit,
      maxBytes,
      leaseToken: this.#token(),
      leaseMs: LEASE_MS,
    });
    const got = new Map<string, number>();
    for (const delivery of claimed) {
      this.inFlight.take(delivery, leaseUntil);
      got.set(delivery.endpointId, (got.get(delivery.endpointId) ?? 0) + 1);
    }
    for (const [endpointId, room] of rooms) {
      if ((got.get(endpointId) ?? 0) >= room) this.#backlogged.add(endpointId);
      else if (claimed.length === 0) this.#backlogged.delete(endpointId);
    }
    for (const delivery of claimed) this.#pass(delivery);
    return claimed.length > 0;
  }

  #rooms(): Map<string, number> {
    const rooms = new Map<string, number>();
    for (const { id } of this.catalogue.sending()) {
      const room = this.inFlight.capacity(id);
      if (room > 0) rooms.set(id, room);
    }
    return rooms;
  }

  #pass(delivery: LeasedDelivery): void {
    if (this.#open) this.#feed.next(delivery);
    else this.#handBackLater(delivery);
  }

  #handBackLater(delivery: LeasedDelivery): void {
    const done = this.#handBack(delivery).finally(() => this.#handedBack.delete(done));
    this.#handedBack.add(done);
  }

  /** Handed over in the moment of closing: it goes back for whoever comes next. */
  async #handBack(delivery: LeasedDelivery): Promise<void> {
    const { id: deliveryId, leaseToken } = delivery;
    const next = { state: 'pending', dueAt: delivery.createdAt, inMs: 0 } as const;
    await this.queue.settle([{ deliveryId, leaseToken, attempt: null, next }]).catch(() => undefined);
    this.inFlight.release(delivery);
  }

  readonly #memory: MemoryKeeper = {
    reserve: (endpointId, bytes) => this.#reserve(endpointId, bytes),
    cancel: (endpointId, bytes) => this.inFlight.cancelReservation(endpointId, bytes),
    deliver: (delivery, leaseUntil) => {
      this.inFlight.hold(delivery, delivery.event.data.length, leaseUntil);
      this.#pass(delivery);
    },
    reportFailed: (delivery, reason) => {
      const next = { state: 'failed', reason } as const;
      const report = { delivery, attempt: null, outcome: null, next, maxRetries: 0 };
      this.events.publish({ kind: 'settled', report, settled: true });
    },
    wake: () => this.wake(),
  };

  /** Reserves memory for a fresh delivery. Null: it waits in the store, and so do those behind it until a claim catches up. */
  #reserve(endpointId: string, bytes: number): string | null {
    const paused = this.catalogue.find(endpointId)?.pausedAt !== null;
    const backlogged = this.#backlogged.has(endpointId);
    if (this.#open && !paused && !backlogged && this.inFlight.reserve(endpointId, bytes))
      return this.#token();
    this.#backlogged.add(endpointId);
    if (!paused) this.inFlight.turnedAway(endpointId);
    return null;
  }

  #token(): string {
    return `${this.#node}:${++this.#claims}`;
  }
}
