import type { Observable } from 'rxjs';

/** Reports deliveries that have ended on this node, as soon as that is stored. */
export abstract class Settlements {
  /** Emits the event id of each delivery that is delivered, failed or cancelled. Costs nothing without subscribers. */
  abstract readonly eventIds: Observable<string>;
}
