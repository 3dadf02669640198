import type { Observable } from 'rxjs';
import type { Throttle } from '../rate-limit/throttle.js';
import type { Slots } from './slots.js';

/** What a lane lets through, and when. `Hold` is why an item is not sent. */
export interface AdmissionPolicy<T, Hold> {
  /** Attempts in flight at once, for now. */
  readonly concurrency: () => number;
  readonly throttle: Throttle;
  /** The attempts in flight of all lanes together. */
  readonly slots: Slots;
  /** Steady time, ms; the throttle's clock. */
  readonly now: () => number;
  /** First attempts go before retries (seven to one), and retries take at most half of the concurrency. */
  readonly isRetry: (item: T) => boolean;
  /** Why the lane sends nothing for now; null when it sends. Everything in it passes then, unthrottled and unsent. */
  readonly laneHold: () => Hold | null;
  /** Why this item is not sent whatever its lane does; null when it may be. It uses up neither a send nor a slot. */
  readonly itemHold: (item: T) => Hold | null;
  /** Emits when `laneHold` or `concurrency` may have changed. */
  readonly recheck: Observable<unknown>;
  /** A rate limit holds back `waiting` items; called whenever one of them might have started otherwise. */
  readonly onThrottled: (waiting: number) => void;
}
