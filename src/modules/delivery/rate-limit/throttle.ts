import type { RateLimit } from '../../model/endpoint.js';
import type { Grant, QuotaRequest } from '../../store/rate-limit-ledger.js';
import { NodeQuota } from './node-quota.js';
import { SlidingWindow } from './sliding-window.js';

/** The throttle of one lane: every rate limit of its endpoint, and the pauses its target asks for. Times as in {@link SlidingWindow}. */
export class Throttle {
  #windows: readonly SlidingWindow[];
  /** One for each window, where other nodes send to the endpoint too. */
  #shares: readonly NodeQuota[];
  /** Those that the ledger was last asked for. */
  #asked: readonly NodeQuota[] | null = null;
  readonly #shared: boolean;
  readonly #onShort: () => void;
  #pausedUntil = 0;

  /** @param onShort where nodes share the limits: told whenever permits are wanting */
  constructor(limits: readonly RateLimit[], onShort?: () => void) {
    this.#windows = limits.map((limit) => new SlidingWindow(limit));
    this.#shared = onShort !== undefined;
    this.#shares = this.#shared ? this.#windows.map((window) => new NodeQuota(window)) : [];
    this.#onShort = onShort ?? (() => undefined);
  }

  /** Takes a place for one send, or says how long to wait, ms (Infinity: until a send ends). 0 means it was taken. */
  take(now: number): number {
    const wait = this.wait(now);
    if (wait > 0) {
      this.#refused(now);
      return wait;
    }
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
    const before = this.#shares;
    if (this.#shared)
      this.#shares = this.#windows.map((window, at) => before[at]?.under(window) ?? new NodeQuota(window));
  }

  wait(now: number): number {
    let wait = this.pauseMs(now);
    for (const brake of this.#brakes) wait = Math.max(wait, brake.wait(now));
    return wait;
  }

  /** The send that had taken a place is over. */
  end(now: number): void {
    for (const window of this.#windows) window.end(now);
  }

  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Ends the pause that the target asked for; rate limits hold as before. */
  lift(): void {
    this.#pausedUntil = 0;
  }

  /** How long the pause that the target asked for still lasts, ms; 0: there is none. */
  pauseMs(now: number): number {
    return Math.max(0, this.#pausedUntil - now);
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
    const held = this.#windows.filter(
      (window, at) => this.#shares[at]?.isExceeded(now) ?? window.wait(now) > 0,
    );
    const [longest] = held.sort((a, b) => b.wait(now) - a.wait(now));
    return longest?.limit ?? null;
  }

  /** What to ask of the ledger, limit by limit, when `waiting` sends wait; null when it need not hear of this lane. */
  asks(now: number, waiting: number): Omit<QuotaRequest, 'lingerMs'>[] | null {
    if (waiting === 0 && this.#shares.every((share) => share.isIdle(now))) return null;
    this.#asked = this.#shares;
    return this.#shares.map((share) => share.ask(now, waiting));
  }

  /** What to tell the ledger when the last send has ended. */
  leave(now: number): Omit<QuotaRequest, 'lingerMs'>[] {
    return this.#shares.map((share) => share.leave(now));
  }

  /** What the ledger has answered; it holds until `leaseUntil`. An answer about limits of before is worth nothing. */
  granted(grants: readonly Grant[], leaseUntil: number, now: number): void {
    if (this.#asked !== null && this.#asked !== this.#shares) return;
    grants.forEach((grant, at) => this.#shares[at]?.granted(grant, leaseUntil, now));
  }

  get inFlight(): number {
    return this.#windows[0]?.inFlight ?? 0;
  }

  get windowsMs(): readonly number[] {
    return this.#windows.map(({ limit }) => limit.windowMs);
  }

  get #brakes(): readonly { wait(now: number): number }[] {
    return this.#shares.length > 0 ? this.#shares : this.#windows;
  }

  #refused(now: number): void {
    const short = this.#shares.filter((share) => share.refused(now));
    if (short.length > 0) this.#onShort();
  }
}

function isSame(one: RateLimit, other: RateLimit | undefined): boolean {
  return one.max === other?.max && one.windowMs === other.windowMs;
}
