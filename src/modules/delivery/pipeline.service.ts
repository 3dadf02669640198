import { Injectable } from '@nestjs/common';
import { groupBy, mergeMap, of, tap, type Observable } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admission/admit.js';
import { Lanes } from './lanes.service.js';
import { Recorder } from './recorder.service.js';
import type { SettledReport } from './report.js';
import { Sending } from './sending.service.js';
import { settleInBatches } from './settle.js';

/** Takes each delivery from its lane to a stored result. This file is the table of contents of the room: each step names its service. */
@Injectable()
export class Pipeline {
  constructor(
    private readonly lanes: Lanes,
    private readonly sending: Sending,
    private readonly recorder: Recorder,
  ) {}

  /**
   * Runs leased deliveries through all steps; emits each result once it is stored. Never errors by itself; completes once the source
   * has and the last result is stored.
   */
  run(deliveries: Observable<LeasedDelivery>): Observable<SettledReport> {
    return deliveries.pipe(
      groupBy(({ endpointId }) => endpointId),
      mergeMap((lane) =>
        lane.pipe(
          // throttle · breaker · concurrency · fairness between first attempts and retries · what is sent together
          admit(this.lanes.policy(lane.key), (delivery, hold, notSent, others) =>
            hold === null
              ? // turn → format → sign → send → judge → pause → decide → learn
                this.sending.send(delivery, others, notSent)
              : of(this.lanes.unsent(delivery, hold)),
          ),
        ),
      ),
      // attempts and next states, many in one transaction, repeated until stored
      settleInBatches(this.recorder.settlements),
      // frees the memory, publishes the result
      tap((result) => this.recorder.release(result)),
    );
  }

  /** Sends no further delivery; those that wait in lanes go back to the store. */
  close(): void {
    this.lanes.close();
  }

  /** The time that an attempt in flight may still take at most, ms. */
  longestAttemptMs(): number {
    return this.lanes.longestAttemptMs();
  }
}
