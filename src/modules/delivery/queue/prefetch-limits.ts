/** Deliveries of one lane in memory. */
export const LANE_CAPACITY = 256;

/** How many deliveries of a lane this node takes on. */
export class PrefetchLimits {
  /** With fresh ones. */
  fresh(_endpointId: string): number {
    return LANE_CAPACITY;
  }

  /** With those that a claim brings. */
  claimed(_endpointId: string): number {
    return LANE_CAPACITY;
  }

  /** At least so many where few may be sent, a probe or the first of a ramp: to choose from. */
  choice(_endpointId: string): number {
    return 1;
  }
}
