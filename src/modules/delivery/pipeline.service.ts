import { Injectable } from '@nestjs/common';
import { groupBy, map, mergeMap, of, tap, type Observable } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admission/admit.js';
import { Attempts } from './attempt.service.js';
import { Batches } from './batches.service.js';
import { decide } from './decide.js';
import { Lanes } from './lanes.service.js';
import { Learning } from './learn.service.js';
import { Recorder } from './recorder.service.js';
import type { Report, SettledReport } from './report.js';
import { settleInBatches } from './settle.js';

/** Takes each delivery from its lane to a stored result. This file is the table of contents of the room: each step names its service. */
@Injectable()
export class Pipeline {
  constructor(
    private readonly lanes: Lanes,
    private readonly attempts: Attempts,
    private readonly learning: Learning,
    private readonly batches: Batches,
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
          // throttle · breaker · concurrency · fairness between first attempts and retries
          admit(this.lanes.policy(lane.key), (delivery, hold, notSent, others) => {
            // lease lost · expired · throttled for long · lane closed · endpoint removed
            if (hold !== null) return of(this.lanes.unsent(delivery, hold));
            // an endpoint with batches gets several deliveries by one request, through the same steps
            if (others !== null) return this.batches.send([delivery, ...others], notSent);
            return this.#send(delivery, notSent);
          }),
        ),
      ),
      // attempts and next states, many in one transaction, repeated until stored
      settleInBatches(this.recorder.settlements),
      // frees the memory, publishes the result
      tap((result) => this.recorder.release(result)),
    );
  }

  /** @param notSent gives the send back to the throttle, which counted it when the delivery was admitted */
  #send(delivery: LeasedDelivery, notSent: () => void): Observable<Report> {
    // the message of the job: edited, continued, or left as it is; held in quiet hours; gathered in a digest
    return this.lanes.turn(delivery).pipe(
      mergeMap((turn) => {
        if (turn.kind === 'unsent') {
          notSent();
          return of(turn.report);
        }
        // format → sign → send within the timeout → judge
        return this.attempts.make(turn.delivery ?? delivery, turn.message).pipe(
          // the pause that the target asked for
          map((attempted) => this.learning.pause(attempted)),
          // delivered · again after a backoff · failed
          map(({ attempted, pausedMs }) => decide(attempted, pausedMs, Math.random())),
          // what becomes of the job's message
          map(turn.settle),
          // breaker, disabled endpoint
          tap((report) => this.learning.learn(report)),
        );
      }),
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
