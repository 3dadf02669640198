import { groupBy, mergeMap, of, tap, type OperatorFunction } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admission/admit.js';
import type { Lanes } from './lanes.service.js';
import type { Recorder } from './recorder.service.js';
import type { SettledReport } from './report.js';
import { settleInBatches } from './settle.js';

/** The way of every delivery; its feeder has leased it. Read this file first. */
export const pipeline =
  (lanes: Lanes, recorder: Recorder): OperatorFunction<LeasedDelivery, SettledReport> =>
  (deliveries) =>
    deliveries.pipe(
      groupBy(({ endpointId }) => endpointId),
      mergeMap((lane) =>
        lane.pipe(
          // throttle · breaker · concurrency · fairness
          admit(lanes.policy(lane.key), (delivery, hold) =>
            hold === null
              ? // format → sign → send within the timeout → judge → delivered, again after a backoff, or failed
                lanes.attempt(delivery).pipe(tap((report) => lanes.learn(report)))
              : of(lanes.unsent(delivery, hold)),
          ),
        ),
      ),
      // attempt and next state in one transaction, repeated until stored
      settleInBatches(recorder.settlements),
      // the memory it took, the next retry, the observers
      tap((result) => recorder.release(result)),
    );
