import { explain } from '../../adapters/explanation.js';
import { displayName, endpointFields, type NamedEndpoint } from '../delivery/events/endpoint-fields.js';
import { faultText } from '../model/fault-text.js';
import type { Incident, IncidentEnd } from '../model/incident.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import {
  DELIVERY_EXHAUSTED,
  ENDPOINT_DISABLED,
  ENDPOINT_FAILING,
  ENDPOINT_RECOVERED,
  ENDPOINT_STILL_FAILING,
  INCIDENT_CLOSED,
  type SystemEvent,
} from '../model/system-events.js';
import type { IncidentCounts, OpenCircuit } from '../store/incident-store.js';
import type { Report } from './next-report.js';

/** The facts that a system event reports of an incident. Times are Unix ms. */
export interface ReportParts {
  readonly incident: Incident;
  readonly endpoint: NamedEndpoint;
  /** The open circuit; null: the circuit is closed. */
  readonly circuit: OpenCircuit | null;
  readonly counts: IncidentCounts;
  /** Deliveries on hold; null: not known. */
  readonly held: number | null;
  readonly now: number;
}

type Made = { readonly message: string; readonly data: object };

const MAKERS: Readonly<Record<Exclude<Report, 'silence'>, (parts: ReportParts) => Made>> = {
  failing,
  still_failing: stillFailing,
  recovered,
  disabled,
  exhausted,
  closed,
};

/** Types of the system events that tell of an incident. */
export const REPORT_TYPES: Readonly<Record<keyof typeof MAKERS, string>> = {
  failing: ENDPOINT_FAILING,
  still_failing: ENDPOINT_STILL_FAILING,
  recovered: ENDPOINT_RECOVERED,
  disabled: ENDPOINT_DISABLED,
  exhausted: DELIVERY_EXHAUSTED,
  closed: INCIDENT_CLOSED,
};

/**
 * Makes the system event of a report. Its id is that of the incident and the number of the report, so that several nodes, or a node that
 * reports again, make one event.
 */
export function incidentEvent(report: keyof typeof MAKERS, parts: ReportParts): SystemEvent {
  const { incident, endpoint, counts, held } = parts;
  const type = REPORT_TYPES[report];
  const { message, data } = MAKERS[report](parts);
  return {
    id: `${type.slice('webhook.'.length)}:${incident.id}:${incident.told.count + 1}`,
    type,
    about: endpoint.id,
    data: {
      message,
      ...endpointFields(endpoint),
      incident_id: incident.id,
      reason: faultText(incident.error),
      ...(held !== null && { held }),
      failed: counts.failed + counts.redelivering,
      lost: 0,
      opened_at: isoTime(incident.openedAt),
      ...(incident.acknowledgedBy !== null && { acknowledged_by: incident.acknowledgedBy }),
      ...data,
    },
  };
}

const ON_HOLD = 'Deliveries are on hold and are sent when a probe succeeds; nothing is lost.';

function failing(parts: ReportParts): Made {
  const message = `${displayName(parts.endpoint)} is failing: its circuit is open. ${ON_HOLD}`;
  return { message, data: circuitData(parts) };
}

function stillFailing(parts: ReportParts): Made {
  const { endpoint, incident } = parts;
  const news =
    incident.acknowledgedBy === null || incident.told.acknowledged
      ? 'its last probe failed'
      : 'its incident is acknowledged';
  return {
    message: `${displayName(endpoint)} is still failing: ${news}. ${ON_HOLD}`,
    data: circuitData(parts),
  };
}

function circuitData({ incident, circuit }: ReportParts): object {
  return {
    ...causeOf(incident),
    consecutive_failures: circuit?.failures ?? 0,
    failing_since: isoTimeOrNull(circuit?.failingSince ?? incident.circuitAt),
    next_probe_at: isoTimeOrNull(circuit?.probeAt ?? null),
  };
}

function recovered({ endpoint, incident, counts, now }: ReportParts): Made {
  const { told, phase } = incident;
  const since = told.failingSince ?? told.circuitAt;
  const left = counts.failed + counts.redelivering;
  const rest =
    left === 0
      ? 'nothing is lost.'
      : `${left === 1 ? '1 delivery has' : `${left} deliveries have`} failed and can be redelivered.`;
  return {
    message: `${displayName(endpoint)} has recovered: its circuit is closed. Deliveries on hold are being sent; ${rest}`,
    data: {
      ...(left > 0 && {
        next_step: `Redeliver the failed ${left === 1 ? 'delivery, or cancel it' : 'deliveries, or cancel them'}.`,
      }),
      failing_since: isoTimeOrNull(since),
      ...(since === null ? {} : { failing_ms: Math.max(0, now - since) }),
      rested_since: isoTimeOrNull(told.circuitAt),
      recovered_at: isoTime(now),
      closed: phase === 'closed',
    },
  };
}

function disabled({ endpoint, incident }: ReportParts): Made {
  return {
    message: `${displayName(endpoint)} is disabled: it gets no new events. Deliveries on hold are kept and sent when it is enabled.`,
    data: { ...causeOf(incident), disabled_at: isoTimeOrNull(incident.disabledAt) },
  };
}

/** Tells of the deliveries that failed since the last report; the event describes the latest. */
function exhausted({ endpoint, incident, counts }: ReportParts): Made {
  const { last, told, failed } = incident;
  const count = Math.max(1, failed - told.failed);
  const others = count === 1 ? '' : ` This is the latest of ${count}.`;
  return {
    message: `A delivery to ${displayName(endpoint)} failed permanently.${others} It is kept and can be redelivered.`,
    data: {
      ...(last ? { reason: faultText(last.error), ...causeOf(last) } : causeOf(incident)),
      phase: incident.phase,
      count,
      attempts: last?.attempt ?? 0,
      delivery_id: last?.deliveryId ?? '',
      event_id: last?.eventId ?? '',
      event: last?.event ?? '',
      ...(last?.jobId && { job_id: last.jobId }),
      repaired: counts.delivered,
    },
  };
}

const ENDS: Readonly<Record<IncidentEnd, (name: string) => string>> = {
  recovered: (name) => `${name} has recovered, and none of its deliveries is failed.`,
  repaired: (name) => `All failed deliveries to ${name} are redelivered or cancelled.`,
  enabled: (name) => `${name} is enabled again, and none of its deliveries is failed.`,
  expired: (name) => `The failed deliveries to ${name} are older than the retention time and were deleted.`,
  removed: (name) => `${name} was deleted; its failed deliveries cannot be redelivered.`,
};

function closed({ endpoint, incident, counts, now }: ReportParts): Made {
  const { closedBy, closedAt, openedAt, failed } = incident;
  const end = closedBy ?? 'repaired';
  const at = closedAt ?? now;
  return {
    message: ENDS[end](displayName(endpoint)),
    data: {
      closed_by: end,
      closed_at: isoTime(at),
      open_ms: Math.max(0, at - openedAt),
      count: failed,
      repaired: counts.delivered,
      cancelled: counts.cancelled,
    },
  };
}

/** The cause in plain words, and the advice, where there are any. */
function causeOf({ error: { code }, status }: Pick<Incident, 'error' | 'status'>): {
  cause?: string;
  next_step?: string;
} {
  const explanation = explain({ code, status });
  return explanation ? { cause: explanation.summary, next_step: explanation.nextStep } : {};
}
