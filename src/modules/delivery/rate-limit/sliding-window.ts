import type { RateLimit } from '../../model/endpoint.js';

/**
 * Counts sends so that no window of `windowMs` ms, wherever it begins, holds more than `max` of them, seen from the
 * receiver. A send takes its place when it starts and keeps it until a full window after it ENDED: the request reaches
 * the receiver somewhere between the two, so however the network delays it, two arrivals that are `max` sends apart are
 * more than a window apart. Times are ms of one steady clock.
 */
export class SlidingWindow {
  readonly limit: RateLimit;
  /** Ends of past sends, oldest first, in a ring that grows as needed. */
  #ends = new Float64Array(16);
  #head = 0;
  #count = 0;
  #inFlight = 0;
  #max: number;

  constructor(limit: RateLimit) {
    this.limit = limit;
    this.#max = limit.max;
  }

  /** The same sends under another limit. */
  under(limit: RateLimit): SlidingWindow {
    const other = new SlidingWindow(limit);
    other.#inFlight = this.#inFlight;
    for (let i = 0; i < this.#count; i++) other.remember(this.#ends[(this.#head + i) % this.#ends.length]!);
    return other;
  }

  /** Sends in the window that ends now, those in flight included. */
  used(now: number): number {
    this.#forget(now);
    return this.#count + this.#inFlight;
  }

  /** How long a send has to wait, ms: 0 when it may start, Infinity when only the end of another can make room. */
  wait(now: number): number {
    const excess = this.used(now) - this.#max;
    if (excess < 0) return 0;
    if (excess >= this.#count) return Infinity;
    return this.#ends[(this.#head + excess) % this.#ends.length]! + this.limit.windowMs + 1 - now;
  }

  /** From now on only so many may start in a window: the part of the limit that is this node's. */
  allow(max: number): void {
    this.#max = max;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  start(): void {
    this.#inFlight++;
  }

  end(now: number): void {
    this.#inFlight--;
    this.remember(now);
  }

  /** Counts a send that ended at `at`: also one of an earlier process. Must be called in order of time. */
  remember(at: number): void {
    if (this.#count === this.#ends.length) this.#grow();
    this.#ends[(this.#head + this.#count) % this.#ends.length] = at;
    this.#count++;
  }

  #forget(now: number): void {
    while (this.#count > 0 && this.#ends[this.#head]! + this.limit.windowMs < now) {
      this.#head = (this.#head + 1) % this.#ends.length;
      this.#count--;
    }
  }

  #grow(): void {
    const larger = new Float64Array(this.#ends.length * 2);
    for (let i = 0; i < this.#count; i++) larger[i] = this.#ends[(this.#head + i) % this.#ends.length]!;
    this.#ends = larger;
    this.#head = 0;
  }
}
