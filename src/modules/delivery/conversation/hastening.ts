import { catchError, concatMap, defer, EMPTY, filter, mergeMap, type OperatorFunction } from 'rxjs';
import type { ConversationStore } from '../../store/conversation-store.js';
import type { DeliveryEvents } from '../events/delivery-events.service.js';

/** Finds the delivery of a job that stands in the way of another one, by its id; null where none does. */
export type FindInTheWay = () => Promise<string | null>;

/** Jobs that are looked at side by side. */
const CONCURRENCY = 4;

/**
 * Makes deliveries due that stand in the way of others of their job. A store that does not answer is reported, and changes nothing: the
 * delivery falls due by itself.
 *
 * @returns an operator that emits once for each delivery that was made due
 */
export function hastening(
  conversations: ConversationStore,
  events: DeliveryEvents,
): OperatorFunction<FindInTheWay, void> {
  return mergeMap(
    (find) =>
      defer(find).pipe(
        filter((id) => id !== null),
        concatMap((id) => conversations.hasten(id)),
        catchError((error: unknown) => {
          events.publish({ kind: 'store-failing', during: 'reading the deliveries of a job', error });
          return EMPTY;
        }),
      ),
    CONCURRENCY,
  );
}
