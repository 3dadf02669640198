/** Types of the events that the gateway emits about itself. */
export const ENDPOINT_FAILING = 'webhook.endpoint_failing';
export const ENDPOINT_STILL_FAILING = 'webhook.endpoint_still_failing';
export const ENDPOINT_RECOVERED = 'webhook.endpoint_recovered';
export const ENDPOINT_DISABLED = 'webhook.endpoint_disabled';
export const DELIVERY_EXHAUSTED = 'webhook.delivery_exhausted';
export const INCIDENT_CLOSED = 'webhook.incident_closed';
export const CERTIFICATE_EXPIRING = 'webhook.certificate_expiring';

const SYSTEM_EVENTS: ReadonlySet<string> = new Set([
  ENDPOINT_FAILING,
  ENDPOINT_STILL_FAILING,
  ENDPOINT_RECOVERED,
  ENDPOINT_DISABLED,
  DELIVERY_EXHAUSTED,
  INCIDENT_CLOSED,
  CERTIFICATE_EXPIRING,
]);

/** Tells whether an event is a system event. Its deliveries cause no further system events. */
export function isSystemEvent(type: string): boolean {
  return SYSTEM_EVENTS.has(type);
}

/** The system events that tell of a new phase of an incident. */
const PHASES: ReadonlySet<string> = new Set([
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  ENDPOINT_DISABLED,
  INCIDENT_CLOSED,
]);

/** Tells whether an event changes the phase of an incident: its message is brought up to date at once, and none of them is left out. */
export function changesPhase(type: string): boolean {
  return PHASES.has(type);
}

/** Tells whether an event speaks of the gateway's endpoints and deliveries, tests included. */
export function isOwnEvent(type: string): boolean {
  return type.startsWith('webhook.');
}

/** Beginnings of event types that only the gateway emits: receivers trust them as its own reports. */
const RESERVED_PREFIXES = ['webhook.', 'action.'] as const;

/** Finds the reserved beginning of an event type; undefined where others may send the type. */
export function reservedPrefixOf(type: string): string | undefined {
  return RESERVED_PREFIXES.find((prefix) => type.startsWith(prefix));
}

/** Tells whether an event asks for something that a reader of a message pressed. */
export function isActionEvent(type: string): boolean {
  return type.startsWith('action.');
}

/** An event that the gateway emits about itself. */
export interface SystemEvent {
  /** Id of the event; the same on every node that reports the same change. */
  readonly id: string;
  readonly type: string;
  readonly data: object;
  /** Id of the endpoint that the event is about; that endpoint never gets it. */
  readonly about: string;
}

/** Emits system events to the endpoints that subscribe to them. */
export abstract class SystemEvents {
  /**
   * Resolves once the event and its deliveries are stored; does nothing when the event was stored before.
   *
   * @throws GatewayError `store_unavailable` when it is not stored
   */
  abstract emit(event: SystemEvent): Promise<void>;
}
