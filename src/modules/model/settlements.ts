import type { Observable } from 'rxjs';

/** Tells of deliveries that have ended on this node, as soon as that is stored. */
export abstract class Settlements {
  /** The id of the event of each delivery that is delivered, failed or expired. Costs nothing while nobody listens. */
  abstract readonly eventIds: Observable<string>;
}
