import type { RateLimit } from '../model/endpoint.js';
import { SlidingWindow } from './sliding-window.js';

/** The throttle of one lane: every rate limit of its endpoint, and the pauses its target asks for. Times as in {@link SlidingWindow}. */
export class Throttle {
  #windows: readonly SlidingWindow[];
  #pausedUntil = 0;

  constructor(limits: readonly RateLimit[]) {
    this.#windows = limits.map((limit) => new SlidingWindow(limit));
  }

  /** Takes a place for one send, or says how long to wait, ms (Infinity: until a send ends). 0 means it was taken. */
  take(now: number): number {
    const wait = this.wait(now);
    if (wait > 0) return wait;
    for (const window of this.#windows) window.start();
    return 0;
  }

  /** Goes on under other limits, with what the longest window remembers of past sends. */
  adapt(limits: readonly RateLimit[]): void {
    const same =
      limits.length === this.#windows.length &&
      this.#windows.every(({ limit }, at) => isSame(limit, limits[at]));
    if (same) return;
    const [longest] = [...this.#windows].sort((a, b) => b.limit.windowMs - a.limit.windowMs);
    this.#windows = limits.map((limit) => longest?.under(limit) ?? new SlidingWindow(limit));
  }

  wait(now: number): number {
    let wait = Math.max(0, this.#pausedUntil - now);
    for (const window of this.#windows) wait = Math.max(wait, window.wait(now));
    return wait;
  }

  /** The send that had taken a place is over. */
  end(now: number): void {
    for (const window of this.#windows) window.end(now);
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Counts a send of an earlier process. */
  remember(at: number): void {
    for (const window of this.#windows) window.remember(at);
  }

  /** Sends in the window of the first limit, the configured one. */
  used(now: number): number {
    return this.#windows[0]?.used(now) ?? 0;
  }

  /** The rate limit that holds the lane back longest; null when none does, or only a pause. */
  limitedBy(now: number): RateLimit | null {
    const held = this.#windows.filter((window) => window.wait(now) > 0);
    const [longest] = held.sort((a, b) => b.wait(now) - a.wait(now));
    return longest?.limit ?? null;
  }
}

function isSame(one: RateLimit, other: RateLimit | undefined): boolean {
  return one.max === other?.max && one.windowMs === other.windowMs;
}
