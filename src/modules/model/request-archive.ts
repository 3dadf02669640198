import type { Endpoint } from './endpoint.js';
import type { GatewayEvent } from './event.js';
import type { RequestMethod } from './request-method.js';

/** A request in the form that people may see: secrets masked, wherever the adapter has put them; the body is not cut. */
export interface ShownRequest {
  readonly method: RequestMethod;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The part of a request that its event and its fingerprint form. */
export type SentBody = Pick<ShownRequest, 'method' | 'body'>;

/** Rebuilds sent requests, which are not stored: adapters are pure, so equal input gives an equal request. */
export abstract class RequestArchive {
  /**
   * Rebuilds the request of an attempt that began at `startedAt` (Unix ms), with the endpoint as it is now. It equals
   * the sent one when the attempt's {@link Attempt.form} is that of the endpoint; see {@link fingerprintOf}.
   */
  abstract rebuild(
    event: GatewayEvent,
    delivery: { readonly id: string; readonly webhookId: string },
    endpoint: Endpoint,
    startedAt: number,
  ): ShownRequest;

  /** Rebuilds the sent body from the attempt's {@link Attempt.form}; null when that does not suffice. */
  abstract fromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    delivery: { readonly id: string; readonly webhookId: string },
  ): SentBody | null;

  /** Returns the fingerprint of everything beside the event that forms the endpoint's requests for events of this type. */
  abstract fingerprintOf(endpoint: Endpoint, eventType: string): string;
}
