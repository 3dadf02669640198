import type { IncidentState } from '../model/incident.js';
import type { ActiveIncident, NewIncident } from '../store/incident-store.js';

/**
 * A change that is to be stored.
 *
 * This folder turns the trouble of endpoints into incidents. `decide-incidents.ts` decides, with `incident-draft.ts`, what becomes of them,
 * from what the store holds alone: so a restart, another node, or a step that was not written changes nothing. `incident-keeper.service.ts` runs the
 * decision and stores it; `incident-reporter.service.ts` tells subscribed endpoints, by `next-report.ts`. The rest shows incidents in the API.
 */
export type IncidentStep =
  | { readonly kind: 'open'; readonly incident: NewIncident; readonly deliveryIds: readonly string[] }
  | {
      readonly kind: 'change';
      readonly incident: ActiveIncident;
      readonly state: IncidentState;
      readonly deliveryIds: readonly string[];
    }
  /** Failures of a removed endpoint belong to no incident. */
  | { readonly kind: 'drop'; readonly deliveryIds: readonly string[] };
