import type { RateLimit } from '../../model/endpoint.js';

/**
 * Counts sends so that the receiver sees at most `max` of them in any window of `windowMs` ms, wherever the window begins. A send
 * counts from its start until a full window after its END: the request reaches the receiver somewhere between the two, so however
 * the network delays it, two arrivals that are `max` sends apart are more than a window apart. Times are ms of one steady clock.
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

  /** Returns a window with the same sends under another limit. */
  withLimit(limit: RateLimit): SlidingWindow {
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

  /** The wait of the next send, ms: 0 when it may start, Infinity when only the end of a send in flight can make room. */
  wait(now: number): number {
    const excess = this.used(now) - this.#max;
    if (excess < 0) return 0;
    if (excess >= this.#count) return Infinity;
    return this.#ends[(this.#head + excess) % this.#ends.length]! + this.limit.windowMs + 1 - now;
  }

  /** Lets at most `max` sends count from now on: this node's part of the limit. */
  setMax(max: number): void {
    this.#max = max;
  }

  /** Sends that have started and not ended. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Counts a send that starts; the caller has asked {@link wait}. */
  start(): void {
    this.#inFlight++;
  }

  /** Forgets a send that has started and made no request. */
  cancel(): void {
    this.#inFlight--;
  }

  /** Counts the end of a send. */
  end(now: number): void {
    this.#inFlight--;
    this.remember(now);
  }

  /** Counts a send, possibly of an earlier process, that ended at `at`. Calls must come in order of time. */
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
