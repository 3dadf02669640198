import type { SharedRequest } from './batch.js';
import type { ConversationChange } from './conversation.js';
import type { DigestJoin } from './digest.js';
import type { GatewayEvent } from './event.js';
import type { RecordedOutcome } from './outcome.js';

/**
 * The states of a delivery: `pending` → `sending` → `delivered` | `failed` | `cancelled`; `failed` is the dead letter.
 *
 * This folder holds the types and pure functions that rooms have in common, and the abstract classes by which one room uses another without
 * importing it (`DeliveryHandoff`, `LaneStates`, `RequestArchive`, `Settlements`, `SystemEvents`, `ListenerLink`). It imports nothing.
 */
export const DELIVERY_STATES = ['pending', 'sending', 'delivered', 'failed', 'cancelled'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** While first attempts and retries of an endpoint both wait, one of every `RETRY_EVERY` deliveries sent is a retry. */
export const RETRY_EVERY = 8;

/** A delivery (one event for one endpoint) that this node holds under a lease. */
export interface LeasedDelivery {
  /** UUID, the same on every attempt; receivers deduplicate by it. */
  readonly id: string;
  readonly event: GatewayEvent;
  readonly endpointId: string;
  /** Public name of the endpoint when the delivery was made: `webhook_1`. */
  readonly webhookId: string;
  /** Number of attempts recorded so far. */
  readonly attempts: number;
  /**
   * Number of attempts that do not count against the retries: those before a redelivery, and those answered with a
   * request to slow down. Absent: none.
   */
  readonly retryBase?: number;
  /** Time of acceptance or of the last redelivery, Unix ms. */
  readonly createdAt: number;
  /** Deliveries of an endpoint with the same key are sent one after the other; absent or null: no order. */
  readonly orderKey?: string | null;
  /** True where an operator asked for it to be sent now: quiet hours do not hold it. Absent: nobody did. */
  readonly isAskedFor?: true;
  /** Recipients that no attempt has reached, where earlier attempts reached others; absent: all. */
  readonly unreached?: readonly string[];
  /** Fencing token, which a settlement must name. */
  readonly leaseToken: string;
}

/** Reason of a pending delivery that an operator wants to be sent at once; see {@link LeasedDelivery.isAskedFor}. */
export const SEND_NOW = 'send_now';

/** The record of one HTTP attempt. */
export interface Attempt {
  /** Number of the attempt, from 1. */
  readonly number: number;
  /** Start, Unix ms. */
  readonly startedAt: number;
  readonly durationMs: number;
  /** HTTP status; null without an answer. */
  readonly status: number | null;
  readonly outcome: RecordedOutcome;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  /** First 16 KiB of the answer's body as text; null without one. */
  readonly responseBody: string | null;
  /** Headers of the answer as JSON of at most 4 KiB, secrets masked; null without one. */
  readonly responseHeaders?: string | null;
  /** Sentence about the answer, such as why its body is incomplete; null without one. */
  readonly note?: string | null;
  /** Fingerprint of everything beside the event that forms the request: equal fingerprints form equal requests. */
  readonly form?: string | null;
  /** The batch that the request carried; null or absent: the event alone. */
  readonly batch?: SharedRequest | null;
}

/** True for an attempt that made no request because the target is told nothing of the event: `note` says why. */
export function isUnsent({
  outcome,
  status,
}: {
  readonly outcome: string;
  readonly status: number | null;
}): boolean {
  return outcome === 'delivered' && status === null;
}

/** Time of the next attempt, Unix ms. */
interface PendingAgain {
  readonly state: 'pending';
  readonly dueAt: number;
  /**
   * Wait until the next attempt, ms, from the moment of the decision. Stores use it with their own clock where it is
   * given.
   */
  readonly inMs?: number;
  /**
   * The part of the wait, ms, that remains when the endpoint's pause or rate limit ends early. Absent where neither
   * delays the delivery.
   */
  readonly readyInMs?: number;
  /** Why it waits, where lists and `LeasedDelivery` tell it; absent: for its turn, a retry, or its endpoint. */
  readonly reason?: string;
}

/** The state of a delivery after an attempt, or when it is handed back without one. */
export type NextState =
  /** `reason`: why no request was needed; absent for a delivery that was sent. */
  | { readonly state: 'delivered'; readonly reason?: string }
  | PendingAgain
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'cancelled'; readonly reason: string };

/** The result of a delivery's attempt, or of handing it back, for the store. */
export interface Settlement {
  readonly deliveryId: string;
  readonly leaseToken: string;
  /** Order key of the delivery, by which the store finds its successor. */
  readonly orderKey?: string | null;
  /** The attempt; null when the delivery is handed back or cancelled without one. */
  readonly attempt: Attempt | null;
  /** Whether the attempt does not count against the retries. */
  readonly spared?: boolean;
  readonly next: NextState;
  /** Recipients that the delivery has not reached yet; absent: those of before. A delivery that is delivered has none. */
  readonly unreached?: readonly string[];
  /** Change of the conversation of the delivery's job; absent: none. */
  readonly conversation?: ConversationChange;
  /**
   * Ids of deliveries that wait behind it in its job: those that are still pending end with it, as `delivered` with the reason
   * `superseded`. Absent: none.
   */
  readonly superseded?: readonly string[];
  /** The digest that the delivery joins, with `next` as `groupedNext` has it; absent: it joins none. */
  readonly join?: DigestJoin;
  /** True where the delivery is the carrier of a digest, whose members share its end. Absent: it is none. */
  readonly carries?: true;
}

/** Tells whether a delivery has an order key. */
export function isOrdered({ orderKey }: { readonly orderKey?: string | null }): boolean {
  return orderKey !== undefined && orderKey !== null;
}
