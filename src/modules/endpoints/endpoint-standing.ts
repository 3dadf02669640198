import { endpointHold } from '../model/hold.js';
import type { Endpoint } from '../model/endpoint.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { breakerState, isRecovering, type LaneState } from '../model/lane-states.js';
import { activityView, type EndpointActivity } from './endpoint-activity.service.js';
import { healthOf } from './endpoint-health.js';

/**
 * How an endpoint is doing, as lists and the status show it. Its breaker and failures are those this node knows of; what
 * another node has found out it knows within a second.
 */
export function standingView(
  endpoint: Endpoint,
  lane: LaneState,
  activity: EndpointActivity | null,
): Record<string, unknown> {
  const { health, reason } = healthOf(endpoint, lane, activity);
  const hold = endpointHold(endpoint, lane);
  return {
    health,
    health_reason: reason,
    breaker: breakerState(lane.stage),
    recovering: isRecovering(lane.stage),
    held_by: hold?.by ?? null,
    held_until: isoTimeOrNull(hold?.until ?? null),
    next_probe_at: isoTimeOrNull(lane.probeAt),
    failing_since: isoTimeOrNull(lane.failingSince),
    consecutive_failures: lane.consecutiveFailures,
    last_error: lane.lastError,
    activity: activityView(activity),
  };
}
