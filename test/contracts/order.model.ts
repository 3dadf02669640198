import { expect } from '@jest/globals';
import type { LeasedDelivery, NextState } from '../../src/modules/model/delivery.js';
import type { Settled } from '../../src/modules/store/delivery-queue.js';
import type { AcceptResult, NewDelivery } from '../../src/modules/store/event-store.js';

/** One thing that happens to the store. */
export type ModelStep =
  | { readonly kind: 'accept'; readonly key: string | null; readonly leased: boolean }
  | { readonly kind: 'claim'; readonly limit: number }
  | {
      readonly kind: 'settle';
      readonly which: number;
      readonly end: 'delivered' | 'failed' | 'now' | 'later';
    }
  /** Past every lease and every retry's wait. */
  | { readonly kind: 'wait' }
  | { readonly kind: 'cancel' };

type Held = Pick<LeasedDelivery, 'id' | 'leaseToken' | 'orderKey'>;

/** A model of the order keys of one endpoint: plain lists, and the facts checked against them. */
export class OrderModel {
  /** Open deliveries in the order of acceptance. */
  #open: { readonly id: string; readonly key: string | null }[] = [];
  #held: Held[] = [];

  get open(): number {
    return this.#open.length;
  }

  heldAt(which: number): Held | undefined {
    return this.#held[which % this.#held.length];
  }

  accepted({ id, leaseToken, orderKey = null }: NewDelivery, result: AcceptResult): void {
    const behind = orderKey !== null && this.#open.some(({ key }) => key === orderKey);
    expect(result).toEqual(behind ? { kind: 'accepted', waiting: [id] } : { kind: 'accepted' });
    this.#open.push({ id, key: orderKey });
    if (leaseToken !== null && !behind) this.#held.push({ id, leaseToken, orderKey });
  }

  /** Only the first open one of its key may go. */
  taken({ id, leaseToken, orderKey = null }: LeasedDelivery): void {
    const key = this.#open.find((one) => one.id === id)!.key;
    expect(orderKey).toBe(key);
    expect(this.#held.map((one) => one.id)).not.toContain(id);
    if (key !== null) expect(this.#open.find((one) => one.key === key)!.id).toBe(id);
    this.#held.push({ id, leaseToken, orderKey });
  }

  settled({ id }: Held, next: NextState, written: readonly Settled[]): void {
    expect(written).toEqual([true]);
    this.#held = this.#held.filter((one) => one.id !== id);
    if (next.state !== 'pending') this.#open = this.#open.filter((one) => one.id !== id);
  }

  leasesRanOut(): void {
    this.#held = [];
  }

  /** Cancels all deliveries that are not held, and expects that `count` is their number. */
  cancelled(count: number): void {
    const held = new Set(this.#held.map(({ id }) => id));
    const before = this.#open.length;
    this.#open = this.#open.filter(({ id }) => held.has(id));
    expect(count).toBe(before - this.#open.length);
  }
}
