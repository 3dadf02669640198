import { Injectable } from '@nestjs/common';
import { filter, merge, type Observable } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { PrefetchLimits } from './prefetch-limits.service.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Share of each limit that fresh deliveries may use; the rest is for deliveries claimed from the store. */
const FRESH_SHARE = 0.75;
/** Deliveries that each lane may hold, whatever other lanes hold. */
const LANE_MINIMUM = 16;

interface Held {
  readonly delivery: LeasedDelivery;
  readonly bytes: number;
  /** End of the lease; steady clock, ms. */
  leaseUntil: number;
}

/**
 * Holds the deliveries that this node has leased, and bounds their number and bytes: memory stays flat under any backlog, because
 * all other deliveries wait in the store.
 */
@Injectable()
export class InFlight {
  readonly #lanes = new Map<string, number>();
  readonly #held = new Map<string, Held>();
  /** Largest number of deliveries in memory, of all lanes together, and largest amount of event data, bytes. */
  readonly #max: GatewayConfig['memory']['deliveries'];
  #count = 0;
  #bytes = 0;

  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly limits: PrefetchLimits,
    private readonly held: HeldDeliveries,
    config: GatewayConfig,
  ) {
    this.#max = config.memory.deliveries;
  }

  /** Emits when a lane without capacity may have some again, because its breaker is no longer open or its deliveries have become due. */
  get reopened(): Observable<unknown> {
    return merge(this.breakers.changes.pipe(filter(({ state }) => state !== 'open')), this.held.requeued);
  }

  /** Reserves memory for a fresh delivery of `bytes` bytes; false where there is no room. */
  reserve(endpointId: string, bytes: number): boolean {
    const count = this.count(endpointId);
    const free =
      count < this.#usable(endpointId, this.limits.fresh(endpointId)) * FRESH_SHARE &&
      this.breakers.allowance(endpointId) === Infinity &&
      (this.#count < this.#max.count * FRESH_SHARE || count < LANE_MINIMUM) &&
      (this.#bytes + bytes <= this.#max.bytes * FRESH_SHARE || count === 0);
    if (free) this.#add(endpointId, bytes);
    return free;
  }

  /** Notes that a fresh delivery goes to the store for lack of room; publishes the rate limit where that is the reason. */
  overflowed(endpointId: string): void {
    this.throttles.publishExceeded(endpointId, this.count(endpointId) + 1, steadyNow());
  }

  /** True while the lane has room for a fresh delivery. */
  hasCapacity(endpointId: string): boolean {
    return this.count(endpointId) < this.limits.fresh(endpointId) * FRESH_SHARE;
  }

  /** Returns reserved memory that no delivery uses. */
  cancelReservation(endpointId: string, bytes: number): void {
    this.#remove(endpointId, bytes);
  }

  /** Holds a fresh delivery in its reserved memory. `leaseUntil`: steady clock, ms. */
  hold(delivery: LeasedDelivery, bytes: number, leaseUntil: number): void {
    this.#held.set(delivery.id, { delivery, bytes, leaseUntil });
  }

  /** Holds a claimed delivery; {@link capacity} has bounded the claim. `leaseUntil`: steady clock, ms. */
  holdClaimed(delivery: LeasedDelivery, leaseUntil: number): void {
    const bytes = delivery.event.data.length;
    const before = this.#held.get(delivery.id);
    if (before) this.release(before.delivery);
    this.#add(delivery.endpointId, bytes);
    this.hold(delivery, bytes, leaseUntil);
  }

  /** Frees the memory of a delivery, once; another object with the same id stays held. */
  release(delivery: LeasedDelivery): void {
    const held = this.#held.get(delivery.id);
    if (held?.delivery !== delivery) return;
    this.#held.delete(delivery.id);
    this.#remove(delivery.endpointId, held.bytes);
  }

  /** Deliveries of the lane that are held or reserved. */
  count(endpointId: string): number {
    return this.#lanes.get(endpointId) ?? 0;
  }

  /** Deliveries of the lane that may be claimed now; up to {@link LANE_MINIMUM} whatever other lanes hold. */
  capacity(endpointId: string): number {
    const count = this.count(endpointId);
    const minimum = this.byteCapacity() > 0 ? LANE_MINIMUM : 1;
    return Math.min(
      this.#usable(endpointId, this.limits.claimed(endpointId)) - count,
      Math.max(this.totalCapacity(), minimum - count),
    );
  }

  /** True when the lane holds at most half of its limit for claims, so that a claim is worth while. */
  isHalfEmpty(endpointId: string): boolean {
    return this.count(endpointId) * 2 <= this.limits.claimed(endpointId);
  }

  /** Deliveries of all lanes that may be claimed now; 0 while the bytes are used up. */
  totalCapacity(): number {
    return this.byteCapacity() > 0 ? this.#max.count - this.#count : 0;
  }

  /** The part of `limit` that the lane can use: an open or recovering breaker needs few deliveries, a long wait none. */
  #usable(endpointId: string, limit: number): number {
    if (this.throttles.longWaitMs(endpointId, steadyNow()) > 0) return 0;
    const allowance = this.breakers.allowance(endpointId);
    return Math.min(limit, allowance > 0 ? Math.max(allowance, this.limits.candidates(endpointId)) : 0);
  }

  /** Bytes of event data that may still be held; negative where claimed deliveries were larger than expected. */
  byteCapacity(): number {
    return this.#max.bytes - this.#bytes;
  }

  /** True while the lease of a held delivery runs, by this node's clock. `now`: steady clock, ms. */
  isLeased(delivery: LeasedDelivery, now: number): boolean {
    const held = this.#held.get(delivery.id);
    return held?.delivery === delivery && held.leaseUntil > now;
  }

  /** The deliveries held now, without reservations. */
  all(): LeasedDelivery[] {
    return Array.from(this.#held.values(), (held) => held.delivery);
  }

  /** Sets the end of the leases of `deliveries` (steady clock, ms); ends those whose ids are `lost`. */
  extendLeases(deliveries: readonly LeasedDelivery[], lost: ReadonlySet<string>, leaseUntil: number): void {
    for (const delivery of deliveries) {
      const held = this.#held.get(delivery.id);
      if (held?.delivery === delivery) held.leaseUntil = lost.has(delivery.id) ? 0 : leaseUntil;
    }
  }

  /** Deliveries held or reserved, of all lanes. */
  get size(): number {
    return this.#count;
  }

  #add(endpointId: string, bytes: number): void {
    this.#lanes.set(endpointId, this.count(endpointId) + 1);
    this.#count++;
    this.#bytes += bytes;
  }

  #remove(endpointId: string, bytes: number): void {
    this.#lanes.set(endpointId, this.count(endpointId) - 1);
    this.#count--;
    this.#bytes -= bytes;
  }
}
