/** Deliveries of one lane in memory. */
export const LANE_PLACES = 256;

/** How many deliveries of a lane this node takes on. */
export class LaneDepth {
  /** With fresh ones. */
  fresh(_endpointId: string): number {
    return LANE_PLACES;
  }

  /** With those that a claim brings. */
  claimed(_endpointId: string): number {
    return LANE_PLACES;
  }

  /** To choose a probe from, which is one attempt. */
  probed(_endpointId: string): number {
    return 1;
  }
}
