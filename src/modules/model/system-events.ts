/** What the gateway reports of itself. */
export const ENDPOINT_FAILING = 'webhook.endpoint_failing';
export const ENDPOINT_RECOVERED = 'webhook.endpoint_recovered';
export const ENDPOINT_DISABLED = 'webhook.endpoint_disabled';
export const DELIVERY_EXHAUSTED = 'webhook.delivery_exhausted';
export const CERTIFICATE_EXPIRING = 'webhook.certificate_expiring';

const SYSTEM_EVENTS: ReadonlySet<string> = new Set([
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  ENDPOINT_DISABLED,
  DELIVERY_EXHAUSTED,
  CERTIFICATE_EXPIRING,
]);

/** True for an event that tells of the gateway itself. What becomes of its deliveries makes no further one. */
export function isSystemEvent(type: string): boolean {
  return SYSTEM_EVENTS.has(type);
}

export interface SystemEvent {
  /** The same for the same change, whichever node reports it. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** The endpoint it is about, the one that never gets it. */
  readonly about: string;
}

/** Where the gateway reports what happens to its endpoints: to the endpoints that want to hear of it. */
export abstract class SystemEvents {
  /**
   * Resolves once the event and its deliveries are stored; does nothing where it was stored before.
   *
   * @throws GatewayError `store_unavailable` when they are not
   */
  abstract emit(event: SystemEvent): Promise<void>;
}
