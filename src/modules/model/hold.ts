import type { DeliveryState } from './delivery.js';
import type { Endpoint } from './endpoint.js';
import type { LaneState } from './lane-states.js';

/** What keeps all deliveries of an endpoint from being sent. */
export const ENDPOINT_HOLDERS = ['disabled', 'pause', 'breaker', 'target_pause', 'rate_limit'] as const;
/** The same for one delivery, which may also wait for an earlier one of its job. */
export const DELIVERY_HOLDERS = [...ENDPOINT_HOLDERS, 'order'] as const;

export type EndpointHolder = (typeof ENDPOINT_HOLDERS)[number];
export type DeliveryHolder = (typeof DELIVERY_HOLDERS)[number];

export interface Hold<By extends DeliveryHolder = EndpointHolder> {
  readonly by: By;
  /** Unix ms when it ends or is tried again; null where no time is known. */
  readonly until: number | null;
}

type Switches = Pick<Endpoint, 'disabled' | 'pausedAt'>;

/** What holds an endpoint's deliveries now, the strongest reason first; null: they go out. */
export function endpointHold({ disabled, pausedAt }: Switches, lane: LaneState): Hold | null {
  if (disabled) return { by: 'disabled', until: null };
  if (pausedAt !== null) return { by: 'pause', until: null };
  if (lane.stage === 'open') return { by: 'breaker', until: lane.probeAt };
  if (lane.stage === 'probing') return { by: 'breaker', until: null };
  return lane.throttling;
}

/** As much of a delivery as decides whether something holds it. */
export interface Waiting {
  readonly state: DeliveryState;
  /** Unix ms; null for a delivery that waits for an earlier one of its job. */
  readonly nextAttemptAt: number | null;
}

/** What waits for the end of a hold may be due so long after it, ms: the two are read of clocks that are rounded. */
const ROUNDED_MS = 500;

/**
 * What holds a pending delivery at `now` (Unix ms). One whose own retry is due only after the hold ends is not held: it
 * waits for its retry. Null also for one whose endpoint is no longer configured.
 */
export function deliveryHold(
  { state, nextAttemptAt: due }: Waiting,
  endpoint: Switches | undefined,
  lane: LaneState,
  now: number,
): Hold<DeliveryHolder> | null {
  if (state !== 'pending' || !endpoint) return null;
  const hold = endpointHold(endpoint, lane);
  if (hold?.by === 'disabled' || hold?.by === 'pause') return hold;
  if (due === null) return { by: 'order', until: null };
  return hold && due <= Math.max(now, (hold.until ?? now) + ROUNDED_MS) ? hold : null;
}

const REASONS: Readonly<Record<DeliveryHolder, string>> = {
  disabled: 'The endpoint is disabled; its deliveries are kept until it is enabled.',
  pause: 'The endpoint is paused; its deliveries are kept until it is resumed.',
  order: 'An earlier delivery of the same job must be completed first.',
  breaker: 'The circuit of the endpoint is open; its deliveries wait for a successful probe.',
  target_pause: 'The target asked for quiet; deliveries resume when its pause is over.',
  rate_limit: 'The rate limit of the endpoint is used up; deliveries go on as it allows.',
};

/** One sentence without a time, which `until` tells. */
export function holdReason({ by }: Hold<DeliveryHolder>): string {
  return REASONS[by];
}
