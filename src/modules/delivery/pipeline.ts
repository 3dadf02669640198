import { groupBy, map, mergeMap, of, tap, type OperatorFunction } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { admit } from './admission/admit.js';
import type { SettledReport } from './report.js';
import { settleInBatches } from './settle.js';
import type { DeliverySteps } from './steps.service.js';

/** The way of every delivery, already leased by its feeder. Read this file first. */
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
      // attempt and next state in one transaction, repeated until stored
      settleInBatches(step.settlements),
      // frees the memory, tells the observers
      tap(step.release),
    );
