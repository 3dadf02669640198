import { isExactNumber, type ExactNumber } from '../../model/exact-number.js';
import { isoTimeOrNull } from '../../model/iso-time.js';
import { parseData } from '../../../adapters/plain-value.js';
import type { Disabled, Endpoint } from '../../model/endpoint.js';
import { explain } from '../../../adapters/explanation.js';
import { faultText, reasonText } from '../../model/fault-text.js';
import {
  DELIVERY_EXHAUSTED,
  ENDPOINT_DISABLED,
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  type SystemEvent,
} from '../../model/system-events.js';
import type { EndpointHealth } from '../../store/health-store.js';
import type { Report, ReportedDelivery } from '../report.js';

/** A delivery that failed permanently. */
export type FailedDelivery = Pick<Report<ReportedDelivery>, 'delivery' | 'attempt'> & {
  readonly reason: string;
};

/**
 * Makes the event for an endpoint whose breaker has opened.
 *
 * @param health its stored row
 * @param held deliveries on hold; null: not known
 */
export function endpointFailing(
  endpoint: Endpoint,
  health: EndpointHealth,
  held: number | null,
): SystemEvent {
  const { failures, error, openedAt, probeAt, failingSince } = health;
  return {
    id: `endpoint_failing:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_FAILING,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} is failing: its circuit is open. Deliveries are on hold and are sent when a probe succeeds; nothing is lost.`,
      ...endpointFields(endpoint),
      reason: error && faultText(error),
      ...nextStep(error?.code),
      ...heldOf(held),
      consecutive_failures: failures,
      failing_since: isoTimeOrNull(failingSince),
      next_probe_at: isoTimeOrNull(probeAt),
    },
  };
}

/**
 * Makes the event for an endpoint whose breaker has closed again.
 *
 * @param health its stored row; `before`: the row while the breaker was open
 * @param held deliveries that were on hold; null: not known
 */
export function endpointRecovered(
  endpoint: Endpoint,
  { health, before }: { readonly health: EndpointHealth; readonly before: EndpointHealth },
  held: number | null,
): SystemEvent {
  const { openedAt, failingSince, error } = before;
  const since = failingSince ?? openedAt;
  return {
    id: `endpoint_recovered:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_RECOVERED,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} has recovered: its circuit is closed. Deliveries on hold are being sent; nothing is lost.`,
      ...endpointFields(endpoint),
      reason: error && faultText(error),
      ...heldOf(held),
      failing_since: isoTimeOrNull(since),
      ...(since === null ? {} : { failing_ms: Math.max(0, health.readAt - since) }),
      rested_since: isoTimeOrNull(openedAt),
      recovered_at: isoTimeOrNull(health.readAt),
    },
  };
}

/** Makes the event for a disabled endpoint; reason and time as they are stored, `held`: deliveries on hold; null: not known. */
export function endpointDisabled(
  endpoint: Endpoint,
  { reason, at }: Disabled,
  held: number | null,
): SystemEvent {
  return {
    id: `endpoint_disabled:${endpoint.id}:${at}`,
    type: ENDPOINT_DISABLED,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} is disabled: it gets no new events. Deliveries on hold are kept and sent when it is enabled.`,
      ...endpointFields(endpoint),
      reason: reasonText(reason),
      ...nextStep(/^\w+(?=: )/.exec(reason)?.[0]),
      ...heldOf(held),
      disabled_at: isoTimeOrNull(at),
    },
  };
}

/** Makes the event for failed deliveries of an endpoint: the latest of `count`. */
export function deliveryExhausted(endpoint: Endpoint, latest: FailedDelivery, count: number): SystemEvent {
  const { delivery, attempt, reason } = latest;
  const attempts = delivery.attempts + (attempt ? 1 : 0);
  const others = count === 1 ? '' : ` This is the latest of ${count}.`;
  return {
    id: `delivery_exhausted:${delivery.id}:${attempts}`,
    type: DELIVERY_EXHAUSTED,
    about: endpoint.id,
    data: {
      message: `A delivery to ${displayName(endpoint)} failed permanently.${others} It is kept and can be redelivered.`,
      ...endpointFields(endpoint),
      reason: attempt?.errorMessage ? faultText({ code: reason, message: attempt.errorMessage }) : reason,
      ...nextStep(attempt?.errorCode ?? reason, attempt?.status),
      count,
      attempts,
      delivery_id: delivery.id,
      event_id: delivery.event.id,
      event: delivery.event.type,
      ...jobOf(delivery.event),
    },
  };
}

/** Returns the fields of `data` that name the endpoint. */
export function endpointFields({ id, webhookId, name, adapter, maskedUrl }: Endpoint): object {
  return { endpoint_id: id, webhook_id: webhookId, name, adapter, url: maskedUrl };
}

/** Returns the endpoint's name with its public name, for people. */
export function displayName({ webhookId, name }: Pick<Endpoint, 'webhookId' | 'name'>): string {
  return name === webhookId ? webhookId : `${name} (${webhookId})`;
}

/** Returns the advice for a failure, where there is any. */
function nextStep(code: string | null | undefined, status: number | null = null): { next_step?: string } {
  const explanation = explain({ code: code ?? null, status });
  return explanation ? { next_step: explanation.nextStep } : {};
}

function heldOf(held: number | null): { held?: number } {
  return held === null ? {} : { held };
}

function jobOf(event: ReportedDelivery['event']): { job_id?: string | number | ExactNumber } {
  const id = 'data' in event ? parseData(event.data)['job_id'] : event.jobId;
  return typeof id === 'string' || typeof id === 'number' || isExactNumber(id) ? { job_id: id } : {};
}
