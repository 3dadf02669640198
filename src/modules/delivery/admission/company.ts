/** The rules by which items of a lane are sent together. `T`: one item. */
export interface Together<T> {
  /** Items that start together, at most. */
  readonly max: number;
  /** Bytes of the items that start together, at most; the first item always fits. */
  readonly maxBytes: number;
  readonly bytes: (item: T) => number;
  /** Wait of an arriving item for others, ms; 0: the item starts, with all that wait, at the next turn of the event loop. */
  readonly waitMs: (item: T) => number;
  /** Items that may start together with this one, itself included: fewer with each attempt that has failed. */
  readonly companyMax: (item: T) => number;
}

interface Arrival {
  /** Steady time from which the item waits for no other, ms. */
  readonly until: number;
  readonly bytes: number;
}

/** Keeps how long the items of a lane wait for others. */
export class Gathering<T> {
  readonly #arrivals = new Map<T, Arrival>();
  #bytes = 0;

  /** @param now steady time, ms */
  add(item: T, { waitMs, bytes }: Together<T>, now: number): void {
    const arrival = { until: now + waitMs(item), bytes: bytes(item) };
    this.#arrivals.set(item, arrival);
    this.#bytes += arrival.bytes;
  }

  /** Forgets an item that starts. */
  remove(item: T): void {
    this.#bytes -= this.#arrivals.get(item)?.bytes ?? 0;
    this.#arrivals.delete(item);
  }

  /** The wait until the items start, ms; 0 where they fill a batch, or where the wait of one has ended. */
  waitMs({ max, maxBytes }: Together<T>, now: number): number {
    if (this.#arrivals.size === 0 || this.#arrivals.size >= max || this.#bytes >= maxBytes) return 0;
    let until = Infinity;
    for (const arrival of this.#arrivals.values()) until = Math.min(until, arrival.until);
    return Math.max(0, until - now);
  }
}
