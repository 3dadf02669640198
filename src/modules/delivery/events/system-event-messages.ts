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
import type { Report, ToldDelivery } from '../report.js';

/** A delivery that has ended as failed. */
export type Ended = Pick<Report<ToldDelivery>, 'delivery' | 'attempt'> & { readonly reason: string };

/** An endpoint only fails; `health` is what was stored of it. */
export function failing(endpoint: Endpoint, health: EndpointHealth): SystemEvent {
  const { failures, error, openedAt, probeAt, failingSince } = health;
  return {
    id: `endpoint_failing:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_FAILING,
    about: endpoint.id,
    data: {
      message: `${called(endpoint)} only fails: it rests and is probed from time to time, and its deliveries wait.`,
      ...identity(endpoint),
      reason: sentence(error),
      ...nextStep(error?.code),
      consecutive_failures: failures,
      failing_since: isoTimeOrNull(failingSince),
      next_probe_at: isoTimeOrNull(probeAt),
    },
  };
}

/** It takes deliveries again, after a time of failure that opened its breaker at `openedAt` (Unix ms). */
export function recovered(endpoint: Endpoint, health: EndpointHealth, openedAt: number): SystemEvent {
  return {
    id: `endpoint_recovered:${endpoint.id}:${openedAt}`,
    type: ENDPOINT_RECOVERED,
    about: endpoint.id,
    data: {
      message: `${called(endpoint)} has recovered. What has waited is being delivered.`,
      ...identity(endpoint),
      rested_since: isoTimeOrNull(openedAt),
      recovered_at: isoTimeOrNull(health.readAt),
    },
  };
}

/** It gets nothing more; `disabled` as it is stored. */
export function disabled(endpoint: Endpoint, { reason, at }: Disabled): SystemEvent {
  return {
    id: `endpoint_disabled:${endpoint.id}:${at}`,
    type: ENDPOINT_DISABLED,
    about: endpoint.id,
    data: {
      message: `${called(endpoint)} is disabled: it gets no new events, and what waits for it is kept until it is enabled again.`,
      ...identity(endpoint),
      reason: saidOnce(reason),
      ...nextStep(/^\w+(?=: )/.exec(reason)?.[0]),
      disabled_at: isoTimeOrNull(at),
    },
  };
}

/** Deliveries to it have come to nothing: the latest, and how many of them there are. */
export function exhausted(endpoint: Endpoint, latest: Ended, count: number): SystemEvent {
  const { delivery, attempt, reason } = latest;
  const attempts = delivery.attempts + (attempt ? 1 : 0);
  const others = count === 1 ? '' : ` This is the latest of ${count}.`;
  return {
    id: `delivery_exhausted:${delivery.id}:${attempts}`,
    type: DELIVERY_EXHAUSTED,
    about: endpoint.id,
    data: {
      message: `A delivery to ${called(endpoint)} was given up.${others}`,
      ...identity(endpoint),
      reason: attempt?.errorMessage ? sentence({ code: reason, message: attempt.errorMessage }) : reason,
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

/** What `data` says of the endpoint. */
export function identity({ id, webhookId, name, adapter, maskedUrl }: Endpoint): object {
  return { endpoint_id: id, webhook_id: webhookId, name, adapter, url: maskedUrl };
}

/** Its name and its public name, for people. */
export function called({ webhookId, name }: Pick<Endpoint, 'webhookId' | 'name'>): string {
  return name === webhookId ? webhookId : `${name} (${webhookId})`;
}

/** What to do about a failure, where that is known. */
function nextStep(code: string | null | undefined, status: number | null = null): { next_step?: string } {
  const explanation = explain({ code: code ?? null, status });
  return explanation ? { next_step: explanation.nextStep } : {};
}

/** Of `HTTP_410: HTTP 410 response` the second half. */
function saidOnce(reason: string): string {
  const [, code, message] = /^(\w+): (.+)$/s.exec(reason) ?? [];
  return code && message ? sentence({ code, message })! : reason;
}

function sentence(fault: Fault | null): string | null {
  if (!fault) return null;
  // `HTTP_500: HTTP 500 response` would say it twice.
  return fault.message.includes(fault.code.replaceAll('_', ' '))
    ? fault.message
    : `${fault.code}: ${fault.message}`;
}

function jobOf(event: ToldDelivery['event']): { job_id?: string | number | ExactNumber } {
  const id = 'data' in event ? parseData(event.data)['job_id'] : event.jobId;
  return typeof id === 'string' || typeof id === 'number' || isExactNumber(id) ? { job_id: id } : {};
}
