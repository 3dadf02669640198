import { ACTIVITY_WINDOW_MS, type EndpointActivity } from '../endpoints/endpoint-activity.service.js';
import { healthOf } from '../endpoints/endpoint-health.js';
import { errorRate } from '../model/durations.js';
import type { Endpoint } from '../model/endpoint.js';
import { endpointHold } from '../model/hold.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { breakerState, isRecovering, type LaneState } from '../model/lane-states.js';
import type { EndpointActivityResponse, EndpointHealthResponse } from './endpoint-health.response.js';

/**
 * Presents how an endpoint is doing, as lists and the status show it. Breaker and failures are those this node knows;
 * what another node finds out arrives within a second.
 *
 * @param activity null where the store does not answer
 */
export function endpointHealthResponse(
  endpoint: Endpoint,
  lane: LaneState,
  activity: EndpointActivity | null,
): EndpointHealthResponse {
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
    activity: activity && activityResponse(activity),
  };
}

function activityResponse({
  attempts,
  failedAttempts,
  queued,
  oldestAt,
  failed,
}: EndpointActivity): EndpointActivityResponse {
  return {
    window_ms: ACTIVITY_WINDOW_MS,
    attempts,
    failed_attempts: failedAttempts,
    error_rate: errorRate(attempts, failedAttempts),
    queued,
    oldest_queued_at: isoTimeOrNull(oldestAt),
    failed,
  };
}
