/** Counts the deliveries of a lane that this node holds, waiting or in flight; `InFlight` of the queue implements it. */
export abstract class LaneLoad {
  abstract count(endpointId: string): number;
}
