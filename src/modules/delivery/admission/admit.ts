import { from, Observable, type ObservableInput, type OperatorFunction } from 'rxjs';
import type { AdmissionPolicy } from './admission-policy.js';
import { LaneGate } from './lane-gate.js';

/**
 * Runs one item: makes the attempt where `hold` is null, else the result of an item that is not sent. Must not throw.
 *
 * @param notSent to be called where an admitted item turns out to need no request: the throttle does not count it
 * @param others the items that are sent together with it, in order of arrival; null for a held item, and where the policy sends each by itself
 */
export type Project<T, R, Hold> = (
  item: T,
  hold: Hold | null,
  notSent: () => void,
  others: readonly T[] | null,
) => ObservableInput<R>;

/**
 * Starts the items of one lane as `mergeMap` with a concurrency does, and never faster than the policy's throttle allows. Waiting
 * items are kept here in order; the source's feeder bounds their number.
 *
 * This folder decides when a delivery may start: `admit` is the operator, `lane-gate.ts` the queue of one lane behind it,
 * `company.ts` what is sent together, `slots.ts` the concurrency that all lanes share, `holds.service.ts` the reasons why a delivery is not sent.
 *
 * @returns an operator that emits what `project` emits. An error of the source or of `project` ends the lane and tears down every
 * attempt in flight, as unsubscribing does. It completes when the source has completed and the last item is over.
 *
 * @example
 * lane.pipe(admit(policy, (delivery, hold) => (hold ? of(unsent(delivery, hold)) : attempt(delivery))));
 */
export function admit<T, R, Hold>(
  policy: AdmissionPolicy<T, Hold>,
  project: Project<T, R, Hold>,
): OperatorFunction<T, R> {
  return (source) =>
    new Observable<R>((subscriber) => {
      const gate = new LaneGate(policy, (item: T, hold: Hold | null, { onEnd, notSent }, others) =>
        from(project(item, hold, notSent, others)).subscribe({
          next: (result) => subscriber.next(result),
          error: (error: unknown) => subscriber.error(error),
          complete: onEnd,
        }),
      );
      let sourceDone = false;
      const completeWhenDone = (): void => {
        if (sourceDone && gate.idle) subscriber.complete();
      };
      gate.onIdle = completeWhenDone;
      gate.subscriptions.add(policy.recheck.subscribe(() => gate.pump()));
      gate.subscriptions.add(
        source.subscribe({
          next: (item) => gate.add(item),
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            sourceDone = true;
            completeWhenDone();
          },
        }),
      );
      return gate.subscriptions;
    });
}
