import type { Observable } from 'rxjs';
import type { Throttle } from '../rate-limit/throttle.js';
import type { Together } from './company.js';
import type { Slots } from './slots.js';

/** The rules by which one lane starts its items. `Hold`: the reason why an item is not sent. */
export interface AdmissionPolicy<T, Hold> {
  /** Largest number of attempts in flight, as of now. */
  readonly concurrency: () => number;
  readonly throttle: Throttle;
  /** The slots for attempts in flight of all lanes together. */
  readonly slots: Slots;
  /** Steady time, ms; the throttle's clock. */
  readonly now: () => number;
  /** True for a retry. First attempts go before retries (seven to one), and retries take at most half of the concurrency. */
  readonly isRetry: (item: T) => boolean;
  /** Why the lane sends nothing now; null when it sends. Every item of a held lane passes unsent, past throttle and slots. */
  readonly laneHold: () => Hold | null;
  /** Why this item is not sent even by an open lane; null when it may be sent. Such an item takes neither a send nor a slot. */
  readonly itemHold: (item: T) => Hold | null;
  /** Returns the rules by which items are sent together; null, or absent: each is sent by itself. */
  readonly together?: () => Together<T> | null;
  /** Emits when `laneHold`, `concurrency` or `together` may have changed. */
  readonly recheck: Observable<unknown>;
  /** Called whenever a rate limit keeps an item from starting, with the number of items that wait. */
  readonly onThrottled: (waiting: number) => void;
}
