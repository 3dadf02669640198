import { from, Observable, type ObservableInput, type OperatorFunction } from 'rxjs';
import type { AdmissionPolicy } from './admission-policy.js';
import { LaneGate } from './lane-gate.js';

/** Runs one item: an attempt where `hold` is null, else what becomes of an item that is not sent. Must not throw. */
export type Project<T, R, Hold> = (item: T, hold: Hold | null) => ObservableInput<R>;

/**
 * Lets the items of one lane through, as `mergeMap` with a concurrency does, and never faster than the policy's throttle
 * allows. What has to wait waits here, in order; the source is bounded by its feeder.
 *
 * @returns an operator that emits what `project` emits. An error of the source or of `project` ends the lane, and with it
 * every attempt in flight; unsubscribing does so too. It completes when the source has and the last item is over.
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
      const gate = new LaneGate(policy, (item: T, hold: Hold | null, onEnd) =>
        from(project(item, hold)).subscribe({
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
