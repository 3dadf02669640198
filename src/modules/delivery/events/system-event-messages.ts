import { isExactNumber, type ExactNumber } from '../../model/exact-number.js';
import { isoTimeOrNull } from '../../model/iso-time.js';
import { parseData } from '../../../adapters/plain-value.js';
import type { Disabled, Endpoint } from '../../model/endpoint.js';
import { explain } from '../../../adapters/explanation.js';
import type { Fault } from '../../model/outcome.js';
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

/** Makes the event for an endpoint whose breaker has opened; `health`: its stored row. */
export function endpointFailing(endpoint: Endpoint, health: EndpointHealth): SystemEvent {
  const { failures, error, openedAt, probeAt, failingSince } = health;
  return {
    id: `endpoint_failing:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_FAILING,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} only fails: it rests and is probed from time to time, and its deliveries wait.`,
      ...endpointFields(endpoint),
      reason: faultText(error),
      ...nextStep(error?.code),
      consecutive_failures: failures,
      failing_since: isoTimeOrNull(failingSince),
      next_probe_at: isoTimeOrNull(probeAt),
    },
  };
}

/** Makes the event for an endpoint whose breaker has closed again; `openedAt`: time at which it had opened, Unix ms. */
export function endpointRecovered(endpoint: Endpoint, health: EndpointHealth, openedAt: number): SystemEvent {
  return {
    id: `endpoint_recovered:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_RECOVERED,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} has recovered. What has waited is being delivered.`,
      ...endpointFields(endpoint),
      rested_since: isoTimeOrNull(openedAt),
      recovered_at: isoTimeOrNull(health.readAt),
    },
  };
}

/** Makes the event for a disabled endpoint; reason and time as they are stored. */
export function endpointDisabled(endpoint: Endpoint, { reason, at }: Disabled): SystemEvent {
  return {
    id: `endpoint_disabled:${endpoint.id}:${at}`,
    type: ENDPOINT_DISABLED,
    about: endpoint.id,
    data: {
      message: `${displayName(endpoint)} is disabled: it gets no new events, and what waits for it is kept until it is enabled again.`,
      ...endpointFields(endpoint),
      reason: reasonText(reason),
      ...nextStep(/^\w+(?=: )/.exec(reason)?.[0]),
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
      message: `A delivery to ${displayName(endpoint)} was given up.${others}`,
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

/** Returns the reason without the code where the message names it: of `HTTP_410: HTTP 410 response` the second half. */
function reasonText(reason: string): string {
  const [, code, message] = /^(\w+): (.+)$/s.exec(reason) ?? [];
  return code && message ? faultText({ code, message })! : reason;
}

/** Returns code and message, or the message alone where it names the code. */
function faultText(fault: Fault | null): string | null {
  if (!fault) return null;
  return fault.message.includes(fault.code.replaceAll('_', ' '))
    ? fault.message
    : `${fault.code}: ${fault.message}`;
}

function jobOf(event: ReportedDelivery['event']): { job_id?: string | number | ExactNumber } {
  const id = 'data' in event ? parseData(event.data)['job_id'] : event.jobId;
  return typeof id === 'string' || typeof id === 'number' || isExactNumber(id) ? { job_id: id } : {};
}
