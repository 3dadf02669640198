import { Injectable } from '@nestjs/common';
import { jobOf } from '../model/job-id.js';
import { SystemEvents, type SystemEvent } from '../model/system-events.js';
import { IngestService } from './ingest.service.js';

/** Takes in what the gateway reports of itself, as it takes in what job servers report. */
@Injectable()
export class SystemEventIntake extends SystemEvents {
  constructor(private readonly ingest: IngestService) {
    super();
  }

  async emit({ id, type, data, about }: SystemEvent): Promise<void> {
    const acceptedAt = this.ingest.now();
    const timestamp = new Date(acceptedAt).toISOString();
    const event = { id, type, data: JSON.stringify(data), timestamp, acceptedAt };
    // The id says what has happened: however another node words it, it is the same.
    await this.ingest.accept({ event, contentHash: id, job: jobOf(data), about });
  }
}
