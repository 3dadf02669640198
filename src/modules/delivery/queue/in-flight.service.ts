import { Injectable } from '@nestjs/common';
import { filter, merge, type Observable } from 'rxjs';
import { PrefetchLimits } from './prefetch-limits.service.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { steadyNow } from '../../timing/steady-now.js';

/** Deliveries in memory: of all lanes, and bytes of event data. Fresh ones leave the rest for what the store holds. */
const MAX_DELIVERIES = 4096;
const MAX_BYTES = 64 * 1024 * 1024;
const FRESH_SHARE = 0.75;
/** Places of each lane that no other lane can take. */
const LANE_FLOOR = 16;

interface Held {
  readonly delivery: LeasedDelivery;
  readonly bytes: number;
  /** On the steady clock, ms. */
  leaseUntil: number;
}

/**
 * The places in memory: whatever this node holds under a lease takes one, so memory stays flat under any backlog; the
 * rest waits in the store.
 */
@Injectable()
export class InFlight {
  readonly #lanes = new Map<string, number>();
  readonly #held = new Map<string, Held>();
  #taken = 0;
  #bytes = 0;

  constructor(
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly limits: PrefetchLimits,
  ) {}

  /** Emits when a lane that took no deliveries may take some again. */
  get reopened(): Observable<unknown> {
    return merge(
      this.breakers.changes.pipe(filter(({ state }) => state !== 'open')),
      this.throttles.unpaused,
    );
  }

  /** Takes a place for a fresh delivery; false when there is none for fresh ones. */
  reserve(endpointId: string, bytes: number): boolean {
    const count = this.count(endpointId);
    const free =
      count < this.#useful(endpointId, this.limits.fresh(endpointId)) * FRESH_SHARE &&
      this.breakers.allowance(endpointId) === Infinity &&
      (this.#taken < MAX_DELIVERIES * FRESH_SHARE || count < LANE_FLOOR) &&
      (this.#bytes + bytes <= MAX_BYTES * FRESH_SHARE || count === 0);
    if (free) this.#take(endpointId, bytes);
    return free;
  }

  /** A fresh delivery that found no place waits in the store; where a rate limit is the reason, that is said. */
  turnedAway(endpointId: string): void {
    this.throttles.heldBack(endpointId, this.count(endpointId) + 1, steadyNow());
  }

  /** True while the lane has a place for a fresh delivery. */
  hasCapacity(endpointId: string): boolean {
    return this.count(endpointId) < this.limits.fresh(endpointId) * FRESH_SHARE;
  }

  /** Gives a reserved place back unused. */
  cancelReservation(endpointId: string, bytes: number): void {
    this.#give(endpointId, bytes);
  }

  /** A delivery moves into its reserved place. `leaseUntil`: steady clock, ms. */
  hold(delivery: LeasedDelivery, bytes: number, leaseUntil: number): void {
    this.#held.set(delivery.id, { delivery, bytes, leaseUntil });
  }

  /** A claimed delivery takes a place; its claim was bounded by {@link capacity}. */
  take(delivery: LeasedDelivery, leaseUntil: number): void {
    const bytes = delivery.event.data.length;
    const before = this.#held.get(delivery.id);
    if (before) this.release(before.delivery);
    this.#take(delivery.endpointId, bytes);
    this.hold(delivery, bytes, leaseUntil);
  }

  /** The delivery's turn is over. */
  release(delivery: LeasedDelivery): void {
    const held = this.#held.get(delivery.id);
    if (held?.delivery !== delivery) return;
    this.#held.delete(delivery.id);
    this.#give(delivery.endpointId, held.bytes);
  }

  count(endpointId: string): number {
    return this.#lanes.get(endpointId) ?? 0;
  }

  /** Places free for claims: of the lane and of all lanes; a few are each lane's own, whatever the others hold. */
  capacity(endpointId: string): number {
    const count = this.count(endpointId);
    const own = this.byteCapacity() > 0 ? LANE_FLOOR : 1;
    return Math.min(
      this.#useful(endpointId, this.limits.claimed(endpointId)) - count,
      Math.max(this.totalCapacity(), own - count),
    );
  }

  /** True when a claim for the lane is worth while. */
  isHalfEmpty(endpointId: string): boolean {
    return this.count(endpointId) * 2 <= this.limits.claimed(endpointId);
  }

  totalCapacity(): number {
    return this.byteCapacity() > 0 ? MAX_DELIVERIES - this.#taken : 0;
  }

  /** What the lane can make use of: its breaker may want little, and what cannot be sent soon waits in the store. */
  #useful(endpointId: string, places: number): number {
    if (this.throttles.restMs(endpointId, steadyNow()) > 0) return 0;
    const allowance = this.breakers.allowance(endpointId);
    return Math.min(places, allowance > 0 ? Math.max(allowance, this.limits.candidates(endpointId)) : 0);
  }

  byteCapacity(): number {
    return MAX_BYTES - this.#bytes;
  }

  /** True while the lease of a held delivery runs, by this node's own clock. */
  isLeased(delivery: LeasedDelivery, steadyNow: number): boolean {
    const held = this.#held.get(delivery.id);
    return held?.delivery === delivery && held.leaseUntil > steadyNow;
  }

  all(): LeasedDelivery[] {
    return Array.from(this.#held.values(), (held) => held.delivery);
  }

  extendLeases(deliveries: readonly LeasedDelivery[], lost: ReadonlySet<string>, leaseUntil: number): void {
    for (const delivery of deliveries) {
      const held = this.#held.get(delivery.id);
      if (held?.delivery === delivery) held.leaseUntil = lost.has(delivery.id) ? 0 : leaseUntil;
    }
  }

  get size(): number {
    return this.#taken;
  }

  #take(endpointId: string, bytes: number): void {
    this.#lanes.set(endpointId, this.count(endpointId) + 1);
    this.#taken++;
    this.#bytes += bytes;
  }

  #give(endpointId: string, bytes: number): void {
    this.#lanes.set(endpointId, this.count(endpointId) - 1);
    this.#taken--;
    this.#bytes -= bytes;
  }
}
