import { Injectable } from '@nestjs/common';
import { subjectIdOf } from '../model/job-id.js';
import { SystemEvents, type SystemEvent } from '../model/system-events.js';
import { IngestService } from './ingest.service.js';

/** Accepts the gateway's system events like those of job servers. */
@Injectable()
export class SystemEventIntake extends SystemEvents {
  constructor(private readonly ingest: IngestService) {
    super();
  }

  async emit({ id, type, data, about }: SystemEvent): Promise<void> {
    const acceptedAt = this.ingest.now();
    const timestamp = new Date(acceptedAt).toISOString();
    const event = { id, type, data: JSON.stringify(data), timestamp, acceptedAt };
    // The id stands for the content, because another node may word the same change differently.
    await this.ingest.accept({
      event,
      contentHash: id,
      job: subjectIdOf(type, data),
      aboutEndpointId: about,
    });
  }
}
