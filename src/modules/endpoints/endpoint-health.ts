import type { Endpoint } from '../model/endpoint.js';
import { disabledSentences } from '../../adapters/explanation.js';
import type { LaneState } from '../model/lane-states.js';
import { ACTIVITY_WINDOW_MS, type EndpointActivity } from './endpoint-activity.service.js';

export const HEALTH_STATES = ['healthy', 'degraded', 'failing', 'disabled', 'paused'] as const;

export interface HealthVerdict {
  readonly health: (typeof HEALTH_STATES)[number];
  /** One sentence; null where the endpoint is healthy. */
  readonly reason: string | null;
}

/** Failures in a row that make an endpoint failing, also before its circuit opens. */
const FAILING_AFTER = 5;
/** Share of failed attempts, and their number, that make an endpoint degraded. */
const DEGRADED_SHARE = 0.05;
const DEGRADED_ATTEMPTS = 2;
const PAUSED = 'The endpoint was paused by an operator.';
const NO_LISTENER =
  'The listener is disconnected; its deliveries are cancelled if it does not come back within a minute.';
const MINUTES = ACTIVITY_WINDOW_MS / 60_000;

/** Judges the health of an endpoint. Where `activity` is null, because the store does not answer, the lane alone decides. */
export function healthOf(
  { disabled, pausedAt, source }: Pick<Endpoint, 'disabled' | 'pausedAt'> & Partial<Pick<Endpoint, 'source'>>,
  lane: LaneState,
  activity: EndpointActivity | null,
): HealthVerdict {
  if (disabled) return { health: 'disabled', reason: disabledSentences(disabled.reason) };
  if (pausedAt !== null) return { health: 'paused', reason: source === 'listener' ? NO_LISTENER : PAUSED };
  const failing = failingReason(lane);
  if (failing) return { health: 'failing', reason: failing };
  const degraded = degradedReason(lane) ?? errorReason(activity);
  return degraded ? { health: 'degraded', reason: degraded } : { health: 'healthy', reason: null };
}

function failingReason(lane: LaneState): string | null {
  const { stage, consecutiveFailures: failures } = lane;
  if (stage === 'open') return `The circuit is open${lastError(lane)}.`;
  if (stage === 'half_open') return `The circuit is half open: a probe is under way${lastError(lane)}.`;
  if (failures < FAILING_AFTER) return null;
  return `The last ${failures} attempts failed${lastError(lane)}.`;
}

function degradedReason(lane: LaneState): string | null {
  const { stage, consecutiveFailures: failures, throttling } = lane;
  if (stage === 'recovering') return 'The endpoint is recovering: deliveries resume a few at a time.';
  if (throttling?.by === 'target_pause')
    return `The target asked for quiet: deliveries are on hold${lastError(lane)}.`;
  if (failures === 0) return null;
  return `${failures === 1 ? 'The last attempt' : `The last ${failures} attempts`} failed${lastError(lane)}.`;
}

function errorReason(activity: EndpointActivity | null): string | null {
  if (activity === null || activity.failedAttempts < DEGRADED_ATTEMPTS) return null;
  const { attempts, failedAttempts } = activity;
  if (failedAttempts / attempts < DEGRADED_SHARE) return null;
  return `${failedAttempts} of ${attempts} attempts in the last ${MINUTES} min failed.`;
}

function lastError({ lastError: error }: LaneState): string {
  return error ? `; last error: ${error.message.replace(/\.$/, '')}` : '';
}
