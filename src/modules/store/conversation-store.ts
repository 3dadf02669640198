import type { EventPosition, KnownConversation } from '../model/conversation.js';

/** The turn of a delivery: what decides how it is sent. */
export interface Turn {
  readonly position: EventPosition;
  /** True unless the delivery was redelivered, or made by a replay: then it is newer than all that its job's message shows. */
  readonly isFirst: boolean;
  /** True where a later delivery of the job waits at the endpoint, which was neither redelivered nor replayed. */
  readonly newerWaits: boolean;
  /** How often the delivery was left under a lease, after which nobody knows whether it was sent. */
  readonly rescues: number;
  /** True where the delivery had failed before it was redelivered. */
  readonly hadFailed: boolean;
  /** The conversation of the delivery's job at its endpoint; null before the first post. */
  readonly conversation: KnownConversation | null;
  /** Current time by the store's clock, Unix ms. */
  readonly now: number;
}

/** The delivery that has the turn of its job, and is due later. */
export interface FirstOfJob {
  readonly deliveryId: string;
  /** Type of its event. */
  readonly type: string;
  /** Why it waits, such as `quiet_hours`; null: for a retry or the next edit. */
  readonly reason: string | null;
}

/**
 * The messages of jobs that are edited or continued. A conversation is written by the settlement of a delivery (see
 * `Settlement.conversation`), and only under its lease; the order key gives one delivery of a job its turn at a time, over all nodes.
 */
export abstract class ConversationStore {
  /**
   * Reads the turn of a leased, ordered delivery; null for a delivery that is not stored.
   *
   * @throws GatewayError `store_unavailable`
   */
  abstract turn(deliveryId: string): Promise<Turn | null>;

  /**
   * Reads which delivery of the same job and endpoint has its turn before a delivery that waits for it, and is due later; null where
   * that one is due, is being sent, or where there is none.
   */
  abstract first(waitingId: string): Promise<FirstOfJob | null>;

  /** Reads the types of the events that wait behind a delivery of the same job and endpoint, each once. */
  abstract waiting(deliveryId: string): Promise<readonly string[]>;

  /** Makes a pending delivery that has its turn due now; does nothing to any other. */
  abstract hasten(deliveryId: string): Promise<void>;
}
