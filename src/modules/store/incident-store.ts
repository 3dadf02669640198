import type { Evidence, Incident, IncidentState, IncidentStep, Told } from '../model/incident.js';
import type { Fault } from '../model/outcome.js';
import type { Page, PageRequest } from './history-store.js';

/** An open circuit as all nodes know it. Times are Unix ms by the store's clock. */
export interface OpenCircuit {
  readonly openedAt: number;
  readonly probeAt: number | null;
  readonly failingSince: number | null;
  readonly failures: number;
  readonly error: Fault | null;
  readonly quiet: boolean;
}

/** A disabling by the gateway itself. */
export interface OwnDisabling {
  /** Unix ms. */
  readonly at: number;
  readonly error: Fault;
  readonly quiet: boolean;
}

/** An endpoint that incidents may be about. */
export interface TroubledEndpoint {
  readonly endpointId: string;
  readonly removed: boolean;
  /** Null: its circuit is closed. */
  readonly circuit: OpenCircuit | null;
  /** Null: it is enabled, or an operator disabled it. */
  readonly disabled: OwnDisabling | null;
}

/** A delivery that failed permanently and belongs to no incident yet. */
export interface UnfiledFailure extends Evidence {
  readonly endpointId: string;
  /** Why it failed, a code: `expired` of a delivery that became too old. */
  readonly reason: string;
  /** Unix ms. */
  readonly failedAt: number;
}

/** An incident that is open, or whose end is not reported yet. */
export interface ActiveIncident extends Incident {
  /** Whether deliveries of it are failed, or are being redelivered. */
  readonly unsettled: boolean;
  /** Whether no delivery of it is left: it had none, or retention has deleted them. */
  readonly emptied: boolean;
}

/** All that the incidents are decided by. */
export interface Situation {
  /** Unix ms by the store's clock. */
  readonly now: number;
  readonly endpoints: readonly TroubledEndpoint[];
  readonly incidents: readonly ActiveIncident[];
  /** At most {@link UNFILED_MAX}, in the order of their acceptance. */
  readonly failures: readonly UnfiledFailure[];
}

/** Failures that one {@link Situation} holds, at most. */
export const UNFILED_MAX = 500;

export interface NewIncident extends IncidentState {
  /** UUIDv7. */
  readonly id: string;
  readonly endpointId: string;
  readonly errorClass: string;
  readonly openedAt: number;
}

/** Deliveries of an incident by their state now; each stops at {@link INCIDENT_COUNT_CAP}. */
export interface IncidentCounts {
  readonly failed: number;
  /** Pending or being sent. */
  readonly redelivering: number;
  readonly delivered: number;
  readonly cancelled: number;
}

export const INCIDENT_COUNT_CAP = 10_000;

/** The incidents of a list. A field that is null restricts nothing. */
export interface IncidentFilter {
  readonly open: boolean | null;
  readonly endpointIds: readonly string[] | null;
  /** Codes of the latest error. */
  readonly codes: readonly string[] | null;
  /** Unix ms; opened at this time or later. */
  readonly from: number | null;
  /** Unix ms; opened before this time. */
  readonly to: number | null;
}

/** An operator's note on an incident. */
export interface Remark {
  readonly kind: 'acknowledged' | 'note';
  /** Null: acknowledged without a note. */
  readonly note: string | null;
  /** Author of the note, as the audit log names them. */
  readonly by: string;
}

/**
 * The trouble of endpoints, grouped by cause. The store adds each delivery that fails to the unfiled ones in the transaction that ends it,
 * and follows its state afterwards; the node that decides files them. Changes name the version they were made from, so that of several
 * nodes the first one writes.
 */
export abstract class IncidentStore {
  /** Reads what incidents are decided by; null while no endpoint is in trouble and nothing waits, which is one cheap read. */
  abstract situation(): Promise<Situation | null>;

  /**
   * Opens an incident and files the deliveries with it. False where one of the endpoint and class is open already: nothing was written.
   */
  abstract open(incident: NewIncident, deliveryIds: readonly string[]): Promise<boolean>;

  /**
   * Changes an incident of that version and files the deliveries with it. False where another node has changed it since, or where it would
   * close while deliveries of it are failed or being redelivered: nothing was written.
   */
  abstract change(incident: Incident, state: IncidentState, deliveryIds: readonly string[]): Promise<boolean>;

  /** Files deliveries of removed endpoints with no incident. */
  abstract drop(deliveryIds: readonly string[]): Promise<void>;

  /** Records what was told of an incident of that version. False where another node has changed it since. */
  abstract told(incident: Incident, told: Told): Promise<boolean>;

  /** Adds an operator's remark. Null for an unknown id. */
  abstract remark(id: string, remark: Remark): Promise<Incident | null>;

  /** The failed attempts of pending deliveries of an endpoint since a time (Unix ms), the oldest first; a few hundred at most. */
  abstract evidence(endpointId: string, since: number): Promise<Evidence[]>;

  abstract find(id: string): Promise<Incident | null>;

  /** Lists incidents, the newest first. */
  abstract list(filter: IncidentFilter, page: PageRequest): Promise<Page<Incident>>;

  /** Counts the deliveries of each incident by state, in the order of the ids. */
  abstract counts(ids: readonly string[]): Promise<IncidentCounts[]>;

  /** Ids and versions of incidents that are open or were closed within the last minute. */
  abstract versions(): Promise<{ readonly id: string; readonly version: number }[]>;

  /** Deletes incidents closed before a time (Unix ms). Returns their number. */
  abstract purge(before: number): Promise<number>;
}

/** Makes the step of the timeline that a remark adds. */
export function remarkStep(at: number, { kind, note, by }: Remark): IncidentStep {
  return { at, kind, by, ...(note !== null && { text: note }) };
}
