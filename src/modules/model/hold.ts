import type { DeliveryState } from './delivery.js';
import { GATHERING, GROUPED } from './digest.js';
import type { Endpoint } from './endpoint.js';
import type { LaneState } from './lane-states.js';
import { MUTED } from './mute.js';
import { QUIET_HOURS } from './quiet.js';

/** Reasons that hold all deliveries of an endpoint. */
export const ENDPOINT_HOLDERS = ['disabled', 'pause', 'breaker', 'target_pause', 'rate_limit'] as const;
/** Reasons that hold one delivery: those of its endpoint, an earlier delivery of the same job, quiet hours, mutes, and digests. */
export const DELIVERY_HOLDERS = [...ENDPOINT_HOLDERS, 'order', 'quiet_hours', 'muted', 'digest'] as const;

/** A reason that holds an endpoint. */
export type EndpointHolder = (typeof ENDPOINT_HOLDERS)[number];
/** A reason that holds a delivery. */
export type DeliveryHolder = (typeof DELIVERY_HOLDERS)[number];

/** A hold, with its reason and its end. */
export interface Hold<By extends DeliveryHolder = EndpointHolder> {
  readonly by: By;
  /** End of the hold or time of the next try, Unix ms; null when unknown. */
  readonly until: number | null;
  /** True for a pause of an endpoint whose stream is broken: it resumes, or ends, by itself. */
  readonly isListener?: true;
}

type Switches = Pick<Endpoint, 'disabled' | 'pausedAt'> & Partial<Pick<Endpoint, 'source'>>;

/** Returns what holds an endpoint's deliveries now, the strongest reason first; null when nothing does. */
export function endpointHold({ disabled, pausedAt, source }: Switches, lane: LaneState): Hold | null {
  if (disabled) return { by: 'disabled', until: null };
  if (pausedAt !== null)
    return { by: 'pause', until: null, ...(source === 'listener' && { isListener: true as const }) };
  if (lane.stage === 'open') return { by: 'breaker', until: lane.probeAt };
  if (lane.stage === 'half_open') return { by: 'breaker', until: null };
  return lane.throttling;
}

/** The part of a delivery that decides whether something holds it. */
export interface PendingDelivery {
  readonly state: DeliveryState;
  /** Time of the next attempt, Unix ms; null for a delivery that waits for an earlier one of its job. */
  readonly nextAttemptAt: number | null;
  /** Why it waits, as its turn has found; null: for no reason that is stored. */
  readonly reason: string | null;
}

/** Tolerance between the end of a hold and a delivery that waits for it, ms: both times are rounded. */
const CLOCK_TOLERANCE_MS = 500;

/**
 * Returns what holds a pending delivery at `now` (Unix ms). A delivery whose own retry is due after the hold ends is
 * not held: it waits for its retry. Null also without a configured endpoint.
 */
export function deliveryHold(
  { state, nextAttemptAt: due, reason }: PendingDelivery,
  endpoint: Switches | undefined,
  lane: LaneState,
  now: number,
): Hold<DeliveryHolder> | null {
  if (state !== 'pending' || !endpoint) return null;
  const hold = endpointHold(endpoint, lane);
  if (hold?.by === 'disabled' || hold?.by === 'pause') return hold;
  if (reason === GROUPED) return { by: 'digest', until: null };
  if (due === null) return { by: 'order', until: null };
  if (reason === GATHERING && due > now) return { by: 'digest', until: due };
  const isQuiet = reason === QUIET_HOURS || reason === MUTED;
  if (isQuiet && due > now) return { by: reason, until: due };
  return hold && due <= Math.max(now, (hold.until ?? now) + CLOCK_TOLERANCE_MS) ? hold : null;
}

const REASONS: Readonly<Record<DeliveryHolder, string>> = {
  disabled: 'The endpoint is disabled; its deliveries are kept until it is enabled.',
  pause: 'The endpoint is paused; its deliveries are kept until it is resumed.',
  order: 'An earlier delivery of the same job must be completed first.',
  quiet_hours: 'The endpoint is in its quiet hours; the delivery is sent when they end.',
  muted: 'The endpoint is muted; the delivery is sent when the mute ends.',
  digest: 'The delivery waits in a digest: one message tells of many deliveries later.',
  breaker: 'The circuit of the endpoint is open; its deliveries wait for a successful probe.',
  target_pause: 'The target asked for quiet; deliveries resume when its pause is over.',
  rate_limit: 'The rate limit of the endpoint is used up; deliveries go on as it allows.',
};

const NO_STREAM =
  'Nobody reads the stream of the listener; its deliveries wait for a short time, and are cancelled unless it comes back.';

/** Writes a hold as one sentence, without the time, which `until` holds. */
export function holdReason({ by, isListener }: Hold<DeliveryHolder>): string {
  return isListener ? NO_STREAM : REASONS[by];
}
