import { groupBy, mergeMap, type OperatorFunction } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admit.js';
import type { Lanes } from './lanes.service.js';
import type { Recorder } from './recorder.service.js';
import type { SettledReport } from './report.js';
import { settleInBatches } from './settle.js';

/** Attempts recorded in one write at most. */
const SETTLE_MAX = 500;

/**
 * The way of every delivery: into the lane of its endpoint → admitted by throttle and concurrency → one attempt
 * (format → sign → send → judge) → settled in batches. Whoever feeds it has leased the delivery and found it a place.
 */
export function pipeline(lanes: Lanes, recorder: Recorder): OperatorFunction<LeasedDelivery, SettledReport> {
  return (deliveries) =>
    deliveries.pipe(
      groupBy((delivery) => delivery.endpointId),
      mergeMap((lane) => lane.pipe(admit(lanes.admission(lane.key)))),
      settleInBatches({
        max: SETTLE_MAX,
        write: (reports) => recorder.write(reports),
        onFailure: (error, tries) => recorder.storeFailed(error, tries),
      }),
    );
}
