import type { GatewayEvent } from './event.js';
import type { Outcome } from './outcome.js';

/** `pending` → `sending` → `delivered` | `failed` | `cancelled`; `failed` is the dead letter. */
export type DeliveryState = 'pending' | 'sending' | 'delivered' | 'failed' | 'cancelled';

/** While first attempts and retries of an endpoint both wait, one of every `RETRY_EVERY` deliveries sent is a retry. */
export const RETRY_EVERY = 8;

/** One event for one endpoint, held by this node under a lease. */
export interface LeasedDelivery {
  /** UUID, the same on every attempt: what receivers deduplicate by. */
  readonly id: string;
  readonly event: GatewayEvent;
  readonly endpointId: string;
  /** The endpoint's public name when the delivery was made: `webhook_1`. */
  readonly webhookId: string;
  /** Attempts already recorded. */
  readonly attempts: number;
  /**
   * Of these, how many do not count against the retries: those before it was redelivered, and those that were answered by a
   * request to slow down. None where absent.
   */
  readonly retryBase?: number;
  /** Unix time of acceptance or of the last redelivery, ms. */
  readonly createdAt: number;
  /** Deliveries of this key to the endpoint go one after the other; absent or null: it has none. */
  readonly orderKey?: string | null;
  /** Fencing token: whoever settles must name it. */
  readonly leaseToken: string;
}

/** One HTTP try of a delivery, as it is recorded. */
export interface Attempt {
  /** 1 for the first. */
  readonly number: number;
  /** Unix time, ms. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  readonly outcome: Outcome['kind'];
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** The first 16 KiB of the answer's body as text; null when there was none. */
  readonly responseBody: string | null;
  /** The answer's headers as JSON of at most 4 KiB, values that are secrets masked; null when there was none. */
  readonly responseHeaders?: string | null;
  /** What else is to be known of the answer, as a sentence: why its body is not complete; null where nothing is. */
  readonly note?: string | null;
  /** What the request was formed by, besides its event: the same form gives the same request again. */
  readonly form?: string | null;
}

/** Due again at that time of day (Unix ms). */
interface PendingAgain {
  readonly state: 'pending';
  readonly dueAt: number;
  /** The same as a span, ms, from the moment it was reckoned; stores go by this where it is given, and by their own clock. */
  readonly inMs?: number;
}

/** What becomes of a delivery after an attempt, or when it is handed back without one. */
export type NextState =
  | { readonly state: 'delivered' }
  | PendingAgain
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'cancelled'; readonly reason: string };

export interface Settlement {
  readonly deliveryId: string;
  readonly leaseToken: string;
  /** The delivery's own, for the store to find who is next. */
  readonly orderKey?: string | null;
  /** Null when no attempt was made: the delivery is handed back or cancelled. */
  readonly attempt: Attempt | null;
  /** True where the attempt does not count against the delivery's retries. */
  readonly spared?: boolean;
  readonly next: NextState;
}

/** True where deliveries of one key go one after the other. */
export function isOrdered({ orderKey }: { readonly orderKey?: string | null }): boolean {
  return orderKey !== undefined && orderKey !== null;
}
