import type { Fault } from './outcome.js';

export const INCIDENT_PHASES = ['failing', 'disabled', 'exhausted', 'closed'] as const;

/**
 * The phase of an incident. `failing`: the circuit of its endpoint is open; `disabled`: the gateway has disabled the endpoint;
 * `exhausted`: the endpoint takes requests, and deliveries of the incident are failed or being redelivered; `closed`: none of its deliveries is failed or being redelivered.
 */
export type IncidentPhase = (typeof INCIDENT_PHASES)[number];

export const INCIDENT_ENDS = ['recovered', 'repaired', 'enabled', 'expired', 'removed'] as const;

/**
 * The reason for which an incident closed: the circuit closed with nothing failed; its failed deliveries were redelivered or
 * cancelled; the endpoint was enabled again; the failed deliveries were deleted by retention; the endpoint was removed.
 */
export type IncidentEnd = (typeof INCIDENT_ENDS)[number];

export const INCIDENT_STEPS = [
  'failing',
  'failed',
  'disabled',
  'recovered',
  'enabled',
  'acknowledged',
  'note',
  'closed',
] as const;

/** An entry of an incident's timeline. */
export interface IncidentStep {
  /** Unix ms. */
  readonly at: number;
  readonly kind: (typeof INCIDENT_STEPS)[number];
  /** Of `failed`: deliveries that failed permanently. */
  readonly count?: number;
  /** Of `acknowledged` and `note`: who did it, as the audit log names them. */
  readonly by?: string;
  /** Of `acknowledged` and `note`: the note; of `failing` and `disabled`: the error. */
  readonly text?: string;
}

/** Steps that an incident keeps: the first and the newest. */
const INCIDENT_STEPS_MAX = 100;

/** A failed attempt that shows the cause, or a delivery that failed without one. Times are Unix ms. */
export interface Evidence {
  readonly deliveryId: string;
  /** Number of the attempt, from 1; null: the delivery failed without one. */
  readonly attempt: number | null;
  readonly at: number;
  readonly status: number | null;
  readonly error: Fault;
  readonly eventId: string;
  readonly event: string;
  readonly jobId: string | null;
}

/** Content of the last system event about an incident. */
export interface Told {
  /** Null: nothing was told yet. */
  readonly phase: IncidentPhase | null;
  /** Unix ms of the last system event; null: none was emitted. */
  readonly at: number | null;
  /** Failed deliveries that were told of. */
  readonly failed: number;
  /** System events emitted. */
  readonly count: number;
  /** Unix ms at which the circuit that was told of opened; null: none was. */
  readonly circuitAt: number | null;
  /** Unix ms of the first failure before that; null: not known. */
  readonly failingSince: number | null;
  /** Failed attempts in a row that were told of; absent: none were. */
  readonly failures?: number;
  /** Unix ms of the last time that a message was brought up to date while the phase stayed; absent: none was. */
  readonly updatedAt?: number;
  /** Whether the last event named who acknowledged the incident. */
  readonly acknowledged?: boolean;
  /** Display name of the endpoint; absent: nothing was told of it. */
  readonly name?: string;
}

export const NOTHING_TOLD: Told = {
  phase: null,
  at: null,
  failed: 0,
  count: 0,
  circuitAt: null,
  failingSince: null,
};

/** The trouble of one endpoint with one cause. */
export interface IncidentState {
  readonly phase: IncidentPhase;
  /** The latest error. */
  readonly error: Fault;
  /** HTTP status of the latest error; null without an answer. */
  readonly status: number | null;
  /** True where only system events have failed: nothing is reported. */
  readonly quiet: boolean;
  /** Unix ms at which the open circuit opened; null: it is closed. */
  readonly circuitAt: number | null;
  /** Unix ms at which the gateway disabled the endpoint; null: it is enabled, or an operator disabled it. */
  readonly disabledAt: number | null;
  readonly first: Evidence | null;
  readonly last: Evidence | null;
  readonly timeline: readonly IncidentStep[];
  /** Unix ms; null: it is open. */
  readonly closedAt: number | null;
  readonly closedBy: IncidentEnd | null;
}

/** An incident as it is stored. At most one of an endpoint and error class is open. */
export interface Incident extends IncidentState {
  /** UUIDv7. */
  readonly id: string;
  readonly endpointId: string;
  readonly errorClass: string;
  /** Unix ms. */
  readonly openedAt: number;
  /** Deliveries that failed permanently, each counted once. */
  readonly failed: number;
  readonly told: Told;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly note: string | null;
  /** Grows by one with each change; a change names the version it was made from. */
  readonly version: number;
}

/** Appends a step; beyond {@link INCIDENT_STEPS_MAX} the second oldest goes. */
export function withIncidentStep(timeline: readonly IncidentStep[], step: IncidentStep): IncidentStep[] {
  const all = [...timeline, step];
  return all.length <= INCIDENT_STEPS_MAX ? all : [all[0]!, ...all.slice(2)];
}
