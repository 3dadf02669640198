import type { Evidence, Incident, IncidentState, IncidentStep, Told } from '../../model/incident.js';
import type { Fault } from '../../model/outcome.js';
import type { ActiveIncident, TroubledEndpoint, UnfiledFailure } from '../incident-store.js';
import type { SqlText } from '../sql-text.js';

/** Code of an error that was not recorded. */
const UNKNOWN = 'unknown';

/** SQLite knows no booleans. */
type Flag = boolean | number;

export const INCIDENT_COLUMNS = `id, endpoint_id as "endpointId", error_class as "errorClass", phase, error_code as "errorCode",
  error_message as "errorMessage", status, quiet, circuit_at as "circuitAt", disabled_at as "disabledAt", failed,
  first_attempt as "firstAttempt", last_attempt as "lastAttempt", told, acknowledged_at as "acknowledgedAt",
  acknowledged_by as "acknowledgedBy", note, timeline, opened_at as "openedAt", closed_at as "closedAt", closed_by as "closedBy", version`;

type Plain = Omit<Incident, 'error' | 'quiet' | 'first' | 'last' | 'told' | 'timeline'>;

export interface IncidentRow extends Plain {
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly quiet: Flag;
  readonly firstAttempt: string | null;
  readonly lastAttempt: string | null;
  readonly told: string;
  readonly timeline: string;
}

export interface ActiveRow extends IncidentRow {
  readonly unsettled: Flag;
  readonly emptied: Flag;
}

/** Reads a row of an incident. */
export function incidentOf(row: IncidentRow): Incident {
  const { errorCode: code, errorMessage: message, firstAttempt, lastAttempt, ...plain } = row;
  return {
    ...plain,
    error: { code, message },
    quiet: Boolean(row.quiet),
    first: parsed<Evidence>(firstAttempt),
    last: parsed<Evidence>(lastAttempt),
    told: JSON.parse(row.told) as Told,
    timeline: JSON.parse(row.timeline) as IncidentStep[],
  };
}

/** Reads a row of an incident that is not closed. */
export function activeIncidentOf({ unsettled, emptied, ...row }: ActiveRow): ActiveIncident {
  return { ...incidentOf(row), unsettled: Boolean(unsettled), emptied: Boolean(emptied) };
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}

/** The columns of a state and their values, in one order. `now`: of the moment at which it is closed, where it is. */
export function stateValues(sql: SqlText, state: IncidentState): readonly (readonly [string, string])[] {
  const json = (value: object | null) => sql.value(value && JSON.stringify(value), 'text');
  const whole = (value: number | null) => sql.value(value, 'bigint');
  return [
    ['phase', sql.value(state.phase, 'text')],
    ['error_code', sql.value(state.error.code, 'text')],
    ['error_message', sql.value(state.error.message, 'text')],
    ['status', sql.value(state.status, 'int')],
    ['quiet', sql.value(state.quiet ? 1 : 0, 'boolean')],
    ['circuit_at', whole(state.circuitAt)],
    ['disabled_at', whole(state.disabledAt)],
    ['first_attempt', json(state.first)],
    ['last_attempt', json(state.last)],
    ['timeline', json(state.timeline)],
    ['closed_at', whole(state.closedAt)],
    ['closed_by', sql.value(state.closedBy, 'text')],
  ];
}

export interface EndpointRow {
  readonly endpointId: string;
  readonly removedAt: number | null;
  readonly disabledAt: number | null;
  readonly disabledReason: string | null;
  readonly disabledCode: string | null;
  readonly disabledQuiet: Flag | null;
  readonly openedAt: number | null;
  readonly probeAt: number | null;
  readonly failingSince: number | null;
  readonly failures: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
  readonly quiet: Flag | null;
}

export function troubledEndpointOf(row: EndpointRow): TroubledEndpoint {
  const { endpointId, removedAt, openedAt, probeAt, failingSince, failures } = row;
  const { disabledAt: at, disabledCode: code, disabledReason: reason } = row;
  const error = faultOf(row.errorCode, row.errorMessage);
  return {
    endpointId,
    removed: removedAt !== null,
    circuit:
      openedAt === null
        ? null
        : { openedAt, probeAt, failingSince, failures: failures ?? 0, error, quiet: Boolean(row.quiet) },
    disabled:
      at === null || code === null || reason === null
        ? null
        : { at, error: { code, message: withoutCode(reason, code) }, quiet: Boolean(row.disabledQuiet) },
  };
}

function faultOf(code: string | null, message: string | null): Fault | null {
  return code === null || message === null ? null : { code, message };
}

/** The stored reason begins with the code. */
function withoutCode(reason: string, code: string): string {
  return reason.startsWith(`${code}: `) ? reason.slice(code.length + 2) : reason;
}

export interface EvidenceRow {
  readonly deliveryId: string;
  readonly eventId: string;
  readonly event: string;
  readonly jobId: string | null;
  readonly attempt: number | null;
  readonly at: number | null;
  readonly status: number | null;
  readonly errorCode: string | null;
  readonly errorMessage: string | null;
}

export interface FailureRow extends EvidenceRow {
  readonly endpointId: string;
  readonly reason: string | null;
  readonly failedAt: number | null;
}

export function evidenceOf(
  row: EvidenceRow,
  of: { at: number | null; code: string | null } = recordedOf(row),
): Evidence {
  const { deliveryId, eventId, event, jobId, attempt, status, errorMessage } = row;
  const code = of.code ?? UNKNOWN;
  const error = { code, message: errorMessage ?? code };
  return { deliveryId, attempt, at: of.at ?? 0, status, error, eventId, event, jobId };
}

const recordedOf = ({ at, errorCode }: EvidenceRow) => ({ at, code: errorCode });

/** A delivery that was redelivered before it was filed has no reason any more. */
export function failureOf(row: FailureRow, now: number): UnfiledFailure {
  const { endpointId } = row;
  const failedAt = row.failedAt ?? now;
  const reason = row.reason ?? row.errorCode ?? UNKNOWN;
  return { ...evidenceOf(row, { at: row.at ?? failedAt, code: reason }), endpointId, reason, failedAt };
}
