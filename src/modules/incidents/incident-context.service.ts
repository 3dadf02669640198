import { Injectable } from '@nestjs/common';
import { MuteCatalogue } from '../endpoints/mutes/mute-catalogue.service.js';
import { LaneStates } from '../model/lane-states.js';

/** Knows the facts about incidents that are not in the store. */
@Injectable()
export class IncidentContext {
  constructor(
    private readonly lanes: LaneStates,
    private readonly mutes: MuteCatalogue,
  ) {}

  /** The time of the next probe, Unix ms; null where none is planned. */
  probeAt(endpointId: string): number | null {
    return this.lanes.of(endpointId).probeAt;
  }

  /** The end of the last mute that names the incident, Unix ms; null where none holds. */
  mutedUntil(incidentId: string): number | null {
    return this.mutes.jobMutedUntil(incidentId);
  }
}
