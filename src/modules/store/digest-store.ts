import type { DigestMember } from '../model/digest.js';
import type { LeaseRef } from './delivery-queue.js';

/** A digest whose members are fixed: nothing joins it any more. */
export interface SealedDigest {
  /** Time of its sealing, Unix ms, from which its time to live counts. */
  readonly sealedAt: number;
  /** Deliveries that wait in it, in order of acceptance. */
  readonly members: readonly DigestMember[];
}

/** State of an endpoint's digests. */
export interface DigestState {
  readonly endpointId: string;
  /** True while a digest gathers. */
  readonly gathers: boolean;
  /** The last one that was sealed; null: none is known. */
  readonly last: {
    /** Time since then, ms, by the store's clock. */
    readonly agoMs: number;
    readonly members: number;
  } | null;
}

/**
 * Digests: deliveries that are told together. The members wait under their carrier, a delivery of the event `webhook.digest`; a delivery
 * joins by its settlement (`Settlement.join`), which opens a digest where the endpoint has none that gathers. What ends the carrier ends
 * its members in the same transaction: delivered and failed as it, or freed where it is cancelled.
 */
export abstract class DigestStore {
  /**
   * Fixes the members of a leased carrier, once: a later call returns those that still wait in it. Null where the lease is lost.
   *
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  abstract seal(lease: LeaseRef): Promise<SealedDigest | null>;

  /**
   * Stores the content of a sealed digest as the data of its event. False where the lease is lost.
   *
   * @param data JSON
   * @throws GatewayError `store_full`, `store_unavailable`
   */
  abstract describe(lease: LeaseRef, data: string): Promise<boolean>;

  /** Reads the types of the events that wait in a digest, each once. */
  abstract types(carrierId: string): Promise<readonly string[]>;

  /** Reads what the digests of endpoints do. */
  abstract states(endpointIds: readonly string[]): Promise<DigestState[]>;

  /** Makes the digest of an endpoint that gathers due now; does nothing where none does. */
  abstract hasten(endpointId: string): Promise<void>;
}
