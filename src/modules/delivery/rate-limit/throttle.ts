import type { RateLimit } from '../../model/endpoint.js';
import type { Grant, QuotaRequest } from '../../store/rate-limit-ledger.js';
import { NodeQuota } from './node-quota.js';
import { SlidingWindow } from './sliding-window.js';

/**
 * Delays the sends of one lane by the rate limits of its endpoint and by the pauses that its target asks for. Times are ms of one
 * steady clock.
 *
 * This folder keeps every rate limit exact, as the receiver counts it, over all nodes. On one node a *window* (`sliding-window.ts`)
 * counts each send from its start until a full window after its end, so no delay of the network can squeeze more arrivals into a
 * window than the limit allows. Where several nodes share the store, asking for each send would cost a round trip, so the limit is
 * divided in advance: the *ledger* (`RateLimitLedger` of the store) hands out *permits*, and all permits of all nodes together never
 * exceed the limit. The *node quota* (`node-quota.ts`) lets a node have at most as many sends in its window as it has permits, and
 * gives a permit back only once no send in the window needs it; so a permit that moves to another node brings its full window along.
 * Permits are granted under a *lease* (`rate-limit-leases.service.ts`) of 15 s, renewed twice a second and at once when a lane runs
 * short. A node whose lease ends sends nothing more; the ledger counts the permits of a dead node until its last possible send has
 * left the window. Each request names the permits kept, wanted and used; each grant names the permits held and the *target* that the
 * node should come down to because other nodes have sends waiting. Pauses travel with the same calls: `slow-down.ts` decides how
 * long a target that asks for fewer requests is left in peace, and the node that was asked tries it first. Deliveries that wait in the
 * store for the end of a pause or of a limit are due sooner when that ends early (`held-deliveries.service.ts`).
 */
export class Throttle {
  #windows: readonly SlidingWindow[];
  /** One quota per window, where other nodes send to the endpoint too; else none. */
  #quotas: readonly NodeQuota[];
  /** The quotas of the last request to the ledger. */
  #requested: readonly NodeQuota[] | null = null;
  readonly #shared: boolean;
  readonly #onShortage: () => void;
  #pausedUntil = 0;

  /** @param onShortage given where nodes share the limits; called whenever a send lacks permits */
  constructor(limits: readonly RateLimit[], onShortage?: () => void) {
    this.#windows = limits.map((limit) => new SlidingWindow(limit));
    this.#shared = onShortage !== undefined;
    this.#quotas = this.#shared ? this.#windows.map((window) => new NodeQuota(window)) : [];
    this.#onShortage = onShortage ?? (() => undefined);
  }

  /** Starts one send and returns 0, or returns the wait until it may start, ms (Infinity: until a send ends). */
  take(now: number): number {
    const wait = this.wait(now);
    if (wait > 0) {
      this.#markShortage(now);
      return wait;
    }
    for (const window of this.#windows) window.start();
    return 0;
  }

  /** Changes the limits; the sends that the longest window counts go on counting. Returns false where the limits are the same. */
  adapt(limits: readonly RateLimit[]): boolean {
    const same =
      limits.length === this.#windows.length &&
      this.#windows.every(({ limit }, at) => isSame(limit, limits[at]));
    if (same) return false;
    const [longest] = [...this.#windows].sort((a, b) => b.limit.windowMs - a.limit.windowMs);
    this.#windows = limits.map((limit) => longest?.withLimit(limit) ?? new SlidingWindow(limit));
    const before = this.#quotas;
    if (this.#shared)
      this.#quotas = this.#windows.map(
        (window, at) => before[at]?.withWindow(window) ?? new NodeQuota(window),
      );
    return true;
  }

  /** The wait of the next send, ms: 0 when it may start, Infinity when only the end of a send in flight can make room. */
  wait(now: number): number {
    let wait = this.pauseMs(now);
    for (const limiter of this.#limiters) wait = Math.max(wait, limiter.wait(now));
    return wait;
  }

  /** Counts the end of a send. */
  end(now: number): void {
    for (const window of this.#windows) window.end(now);
  }

  /** Forgets a send that has started and made no request. */
  cancel(): void {
    for (const window of this.#windows) window.cancel();
  }

  /** Sends nothing until `until`; a pause under way is never shortened. */
  pause(until: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, until);
  }

  /** Ends the pause that the target asked for; the rate limits hold as before. */
  endPause(): void {
    this.#pausedUntil = 0;
  }

  /** The rest of the pause that the target asked for, ms; 0 without one. */
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

  /** The rate limit that delays the lane longest; null where none does. */
  limitedBy(now: number): RateLimit | null {
    const exceeded = this.#windows.filter(
      (window, at) => this.#quotas[at]?.isExceeded(now) ?? window.wait(now) > 0,
    );
    const [longest] = exceeded.sort((a, b) => b.wait(now) - a.wait(now));
    return longest?.limit ?? null;
  }

  /** Makes the requests to the ledger, one per limit, while `waiting` sends wait; null for an idle lane. */
  requests(now: number, waiting: number): Omit<QuotaRequest, 'lingerMs'>[] | null {
    if (waiting === 0 && this.#quotas.every((quota) => quota.isIdle(now))) return null;
    this.#requested = this.#quotas;
    return this.#quotas.map((quota) => quota.request(now, waiting));
  }

  /** Makes the last requests to the ledger, after the last send. */
  finalRequests(now: number): Omit<QuotaRequest, 'lingerMs'>[] {
    return this.#quotas.map((quota) => quota.finalRequest(now));
  }

  /** Applies the ledger's grants, which hold until `leaseUntil`. Grants for limits that have changed since the request are ignored. */
  apply(grants: readonly Grant[], leaseUntil: number, now: number): void {
    if (this.#requested !== null && this.#requested !== this.#quotas) return;
    grants.forEach((grant, at) => this.#quotas[at]?.apply(grant, leaseUntil, now));
  }

  /** Sends that have started and not ended; 0 without limits. */
  get inFlight(): number {
    return this.#windows[0]?.inFlight ?? 0;
  }

  /** The windows of the limits, ms. */
  get windowsMs(): readonly number[] {
    return this.#windows.map(({ limit }) => limit.windowMs);
  }

  get #limiters(): readonly { wait(now: number): number }[] {
    return this.#quotas.length > 0 ? this.#quotas : this.#windows;
  }

  #markShortage(now: number): void {
    const short = this.#quotas.filter((quota) => quota.markShortage(now));
    if (short.length > 0) this.#onShortage();
  }
}

function isSame(one: RateLimit, other: RateLimit | undefined): boolean {
  return one.max === other?.max && one.windowMs === other.windowMs;
}
