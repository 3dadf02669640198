import type { RateLimit } from '../../model/endpoint.js';
import type { Grant, QuotaRequest } from '../../store/rate-limit-ledger.js';
import type { SlidingWindow } from './sliding-window.js';

/** So long a lane that has too few permits waits for more before it rests, ms: others need a moment to give theirs back. */
const PATIENCE_MS = 2_000;
/** Meanwhile it looks again after so long, ms, should nobody tell it. */
const SOON_MS = 500;
/** One without any permit says that it needs so long, ms: it rests, and others send what it would have sent. */
const LONG_MS = 3_000;

/**
 * This node's part of a rate limit that several nodes share: as many sends in a window as it has permits for. It lets
 * go of a permit only when no send of the window needs it; whoever gets it next is as far behind that send as the node
 * itself would have to be. So the windows of all nodes together hold no more than the limit. Times: steady clock, ms.
 */
export class NodeQuota {
  readonly #window: SlidingWindow;
  #held: number;
  #target = 0;
  #leaseUntil = -Infinity;
  /** Since when sends have been waiting for permits; null while none is. */
  #shortSince: number | null = null;
  /** Asked for more, and got too little. */
  #denied = false;

  /** @param held permits that it has, for sends that the window remembers */
  constructor(window: SlidingWindow, held = 0) {
    this.#window = window;
    this.#held = held;
    window.allow(0);
  }

  /** Under another limit: it keeps what its sends need, and sends nothing more until that limit has been divided. */
  under(window: SlidingWindow): NodeQuota {
    return new NodeQuota(window, this.#held);
  }

  get #limit(): RateLimit {
    return this.#window.limit;
  }

  /** As of a window's; but while more permits may come soon, it is looked at again soon. */
  wait(now: number): number {
    const own = this.#isLeased(now) ? this.#window.wait(now) : Infinity;
    if (own === 0 || this.#isWhole(now)) return own;
    if (now - (this.#shortSince ?? now) < PATIENCE_MS) return Math.min(own, SOON_MS);
    return own === Infinity && !this.#hasAny(now) ? LONG_MS : own;
  }

  /** True when the limit itself holds back, not the way to the permits. */
  isExceeded(now: number): boolean {
    return this.wait(now) > 0 && (this.#denied || this.#isWhole(now));
  }

  /** A send could not start. True when more permits might help. */
  refused(now: number): boolean {
    if (this.wait(now) === 0) return false;
    this.#shortSince ??= now;
    return !this.#isWhole(now);
  }

  /**
   * What to ask of the ledger when `waiting` sends wait. What is not kept is let go of now, before the ledger knows:
   * at no time has the node more than is written there.
   */
  ask(now: number, waiting: number): Omit<QuotaRequest, 'lingerMs'> {
    const used = this.#window.used(now);
    const { max } = this.#limit;
    const short = waiting === 0 && this.#shortSince !== null ? 1 : waiting;
    const want = Math.min(max, used + short);
    this.#hold(want === 0 ? 0 : Math.min(this.#held, Math.max(used, this.#target)));
    return { max, keep: this.#held, want, used };
  }

  /** What to say at the end: there will be no more sends. */
  leave(now: number): Omit<QuotaRequest, 'lingerMs'> {
    const used = this.#window.used(now);
    this.#hold(Math.min(this.#held, used));
    return { max: this.#limit.max, keep: this.#held, want: 0, used };
  }

  granted({ permits, target }: Grant, leaseUntil: number, now: number): void {
    this.#target = target;
    this.#leaseUntil = leaseUntil;
    this.#hold(permits);
    const enough = this.#window.wait(now) === 0;
    this.#denied = !enough && this.#shortSince !== null;
    if (enough) this.#shortSince = null;
  }

  /** True when nothing is held and nobody waits: the ledger need not hear of it. */
  isIdle(now: number): boolean {
    return this.#held === 0 && this.#shortSince === null && this.#window.used(now) === 0;
  }

  #hold(permits: number): void {
    this.#held = permits;
    this.#window.allow(Math.min(permits, this.#target));
  }

  #isLeased(now: number): boolean {
    return now < this.#leaseUntil;
  }

  #hasAny(now: number): boolean {
    return this.#isLeased(now) && Math.min(this.#held, this.#target) > 0;
  }

  #isWhole(now: number): boolean {
    return this.#isLeased(now) && Math.min(this.#held, this.#target) >= this.#limit.max;
  }
}
