import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { MuteCatalogue } from '../../endpoints/mutes/mute-catalogue.service.js';
import { LaneStates } from '../../model/lane-states.js';
import { hideJob } from '../../model/hide-job.js';

/** Takes an erased job out of what this node holds in memory. */
@Injectable()
export class ErasedMemory {
  constructor(
    private readonly mutes: MuteCatalogue,
    private readonly catalogue: EndpointCatalogue,
    private readonly lanes: LaneStates,
  ) {}

  /** To be called once the store has forgotten the job. Rejects when the store does not answer. */
  async forget(jobId: string): Promise<void> {
    this.lanes.rewriteErrors(hideJob(jobId));
    await this.mutes.reload();
    await this.catalogue.takeOver();
  }
}
