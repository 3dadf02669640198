import type { RateLimit } from '../../model/endpoint.js';
import type { Grant, QuotaRequest } from '../../store/rate-limit-ledger.js';
import type { SlidingWindow } from './sliding-window.js';

/** Longest time for which a lane that lacks permits reports a short wait, ms: other nodes need a moment to give permits back. */
const SHORTAGE_MAX_MS = 2_000;
/** Wait that such a lane reports, ms: it tries again then, even if no grant has arrived. */
const SHORTAGE_POLL_MS = 500;
/** Wait that a lane without any permit reports after that, ms: a long wait, so it hands its deliveries back for other nodes. */
const NO_PERMITS_WAIT_MS = 3_000;

/**
 * Bounds this node's sends under a rate limit that several nodes share: a window holds at most as many sends as the node has
 * permits. The node gives a permit back only when no send of its window needs it, so the node that gets the permit next is as far
 * behind that send as this node would have to be. Together the windows of all nodes hold no more than the limit. Times are ms of the
 * steady clock.
 */
export class NodeQuota {
  readonly #window: SlidingWindow;
  #permits: number;
  /** Permits that the ledger wants this node to come down to. */
  #target = 0;
  #leaseUntil = -Infinity;
  /** Time since which sends have been waiting for permits; null while none waits. */
  #shortSince: number | null = null;
  /** True where the last grant was too small for a waiting send. */
  #denied = false;

  /** @param permits permits for the sends that the window counts already */
  constructor(window: SlidingWindow, permits = 0) {
    this.#window = window;
    this.#permits = permits;
    window.setMax(0);
  }

  /** Returns the quota under another limit: it keeps the permits of its sends, and sends no more until it has a grant of that limit. */
  withWindow(window: SlidingWindow): NodeQuota {
    return new NodeQuota(window, this.#permits);
  }

  get #limit(): RateLimit {
    return this.#window.limit;
  }

  /** The wait of the next send, ms: the window's, but short while more permits may arrive, and long where there are none. */
  wait(now: number): number {
    const wait = this.#isLeased(now) ? this.#window.wait(now) : Infinity;
    if (wait === 0 || this.#hasWholeLimit(now)) return wait;
    if (now - (this.#shortSince ?? now) < SHORTAGE_MAX_MS) return Math.min(wait, SHORTAGE_POLL_MS);
    return wait === Infinity && !this.#hasPermits(now) ? NO_PERMITS_WAIT_MS : wait;
  }

  /** True when the rate limit itself delays sends; false while the node only waits for the ledger's grant. */
  isExceeded(now: number): boolean {
    return this.wait(now) > 0 && (this.#denied || this.#hasWholeLimit(now));
  }

  /** Notes that a send could not start; true when more permits might help. */
  markShortage(now: number): boolean {
    if (this.wait(now) === 0) return false;
    this.#shortSince ??= now;
    return !this.#hasWholeLimit(now);
  }

  /**
   * Makes the request to the ledger while `waiting` sends wait. The node gives up the permits that it does not keep now, before the
   * ledger knows: at no time does it have more permits than the ledger has written.
   */
  request(now: number, waiting: number): Omit<QuotaRequest, 'lingerMs'> {
    const used = this.#window.used(now);
    const { max } = this.#limit;
    const short = waiting === 0 && this.#shortSince !== null ? 1 : waiting;
    const want = Math.min(max, used + short);
    this.#setPermits(want === 0 ? 0 : Math.min(this.#permits, Math.max(used, this.#target)));
    return { max, keep: this.#permits, want, used };
  }

  /** Makes the last request, after the last send: keeps the permits of past sends and wants none. */
  finalRequest(now: number): Omit<QuotaRequest, 'lingerMs'> {
    const used = this.#window.used(now);
    this.#setPermits(Math.min(this.#permits, used));
    return { max: this.#limit.max, keep: this.#permits, want: 0, used };
  }

  /** Applies the ledger's grant, which holds until `leaseUntil`. */
  apply({ permits, target }: Grant, leaseUntil: number, now: number): void {
    this.#target = target;
    this.#leaseUntil = leaseUntil;
    this.#setPermits(permits);
    const canSend = this.#window.wait(now) === 0;
    this.#denied = !canSend && this.#shortSince !== null;
    if (canSend) this.#shortSince = null;
  }

  /** True without permits, sends and waiting sends: the ledger needs no request. */
  isIdle(now: number): boolean {
    return this.#permits === 0 && this.#shortSince === null && this.#window.used(now) === 0;
  }

  #setPermits(permits: number): void {
    this.#permits = permits;
    this.#window.setMax(Math.min(permits, this.#target));
  }

  #isLeased(now: number): boolean {
    return now < this.#leaseUntil;
  }

  #hasPermits(now: number): boolean {
    return this.#isLeased(now) && Math.min(this.#permits, this.#target) > 0;
  }

  #hasWholeLimit(now: number): boolean {
    return this.#isLeased(now) && Math.min(this.#permits, this.#target) >= this.#limit.max;
  }
}
