import { groupBy, map, mergeMap, of, tap, type OperatorFunction } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admission/admit.js';
import type { SettledReport } from './report.js';
import { settleInBatches } from './settle.js';
import type { DeliverySteps } from './steps.service.js';

/**
 * Takes each leased delivery from its lane to a stored result. This file is the table of contents of the room: every step is one
 * member of {@link DeliverySteps}, and the folders beside it hold what the steps use. Never errors by itself; completes once the
 * source has and the last result is stored.
 */
export const pipeline =
  (step: DeliverySteps): OperatorFunction<LeasedDelivery, SettledReport> =>
  (deliveries) =>
    deliveries.pipe(
      groupBy(({ endpointId }) => endpointId),
      mergeMap((lane) =>
        lane.pipe(
          // throttle · breaker · concurrency · fairness between first attempts and retries
          admit(step.policy(lane.key), (delivery, hold) =>
            hold === null
              ? // format → sign → send within the timeout → judge
                step.attempt(delivery).pipe(
                  // delivered · again after a backoff · failed
                  map(step.decide),
                  // breaker, disabled endpoint
                  tap(step.learn),
                )
              : of(step.unsent(delivery, hold)),
          ),
        ),
      ),
      // attempts and next states, many in one transaction, repeated until stored
      settleInBatches(step.settlements),
      // frees the memory, publishes the result
      tap(step.release),
    );
