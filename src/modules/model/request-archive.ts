import type { Endpoint } from './endpoint.js';
import type { GatewayEvent } from './event.js';

/** A request as it may be shown: secrets are masked, the body is whole. */
export interface ShownRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What was sent is not stored a second time: the adapters are pure, so it can be made again. */
export abstract class RequestArchive {
  /**
   * The request of an attempt that began at `startedAt` (Unix ms), by the endpoint as it is now. It is what was sent
   * where the attempt's {@link Attempt.form} is that of the endpoint; see {@link fingerprintOf}.
   */
  abstract rebuild(
    event: GatewayEvent,
    delivery: { readonly id: string; readonly webhookId: string },
    endpoint: Endpoint,
    startedAt: number,
  ): ShownRequest;

  /** The body that was sent, by what the attempt says of its {@link Attempt.form}; null where that does not suffice. */
  abstract bodyFromFingerprint(
    form: string | null | undefined,
    event: GatewayEvent,
    webhookId: string,
  ): string | null;

  /** What forms the endpoint's requests besides their events. */
  abstract fingerprintOf(endpoint: Endpoint): string;
}
