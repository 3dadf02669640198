import { Injectable } from '@nestjs/common';
import { ButtonListeners } from '../../actions/buttons/button-listeners.service.js';
import { EndpointStateChanges } from './endpoint-state-changes.service.js';
import { ErasureChanges } from './erasure-changes.service.js';
import { IncidentChanges } from './incident-changes.service.js';

/** Bundles the sources of the changes that the stream publishes and that the store keeps no marks of. */
@Injectable()
export class StateChanges {
  constructor(
    readonly endpoints: EndpointStateChanges,
    readonly incidents: IncidentChanges,
    readonly erasures: ErasureChanges,
    readonly listeners: ButtonListeners,
  ) {}
}
