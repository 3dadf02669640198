import type { EventPosition, KnownConversation } from '../model/conversation.js';
import type { UnsentDelivery } from '../model/delivery-handoff.js';

/** The turn of a delivery: what decides how it is sent. */
export interface Turn {
  readonly position: EventPosition;
  /** True unless the delivery was redelivered, made by a replay, or had waited in a digest: then it is newer than all that its job's message shows. */
  readonly isFirst: boolean;
  /** True where a later delivery of the job waits at the endpoint; a redelivered or replayed one only where its event is the newer one. */
  readonly newerWaits: boolean;
  /** Number of times that the delivery was left under a lease, after which nobody knows whether it was sent. */
  readonly rescues: number;
  /** True where nobody was told of the event: the delivery has failed, was cancelled, or is the first of its event. */
  readonly isUntold: boolean;
  /** The conversation of the delivery's job at its endpoint; null before the first post. */
  readonly conversation: KnownConversation | null;
  /** Current time by the store's clock, Unix ms. */
  readonly now: number;
}

/** A delivery that waits behind another one of its job and endpoint. */
export interface WaitingTurn {
  readonly delivery: UnsentDelivery;
  /** Time of its event, as the sender gave it, ISO 8601. */
  readonly timestamp: string;
  readonly position: EventPosition;
  /** As {@link Turn.isFirst}. */
  readonly isFirst: boolean;
}

/** The message of a job at an endpoint. */
export interface JobConversation extends KnownConversation {
  readonly endpointId: string;
  /** End of the first attempt that posted a message of the job, Unix ms; null where none did, or none is known any more. */
  readonly firstPostedAt: number | null;
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

  /** Reads the deliveries that wait behind a delivery for their turn, in their order: the first `limit`. */
  abstract behind(deliveryId: string, limit: number): Promise<readonly WaitingTurn[]>;

  /**
   * Reads the types of the events whose deliveries wait behind a delivery for their turn, each once; of more than 100 those of the newest.
   * Redeliveries and replays of older events do not count.
   */
  abstract waitingTypes(deliveryId: string): Promise<readonly string[]>;

  /**
   * Reads the messages of a job, one for each endpoint that has edited or continued one.
   *
   * @param orderKey of the job
   * @param deliveries of the job, from which the endpoints and the times of the first posts are known
   * @throws GatewayError `store_unavailable`
   */
  abstract ofJob(
    orderKey: string,
    deliveries: readonly { readonly id: string; readonly endpointId: string }[],
  ): Promise<readonly JobConversation[]>;

  /** Makes a pending delivery that has its turn due now; does nothing to any other. */
  abstract hasten(deliveryId: string): Promise<void>;
}
