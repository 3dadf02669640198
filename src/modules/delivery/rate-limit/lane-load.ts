/** Tells how many deliveries of a lane this node holds, waiting or being sent; the queue implements it. */
export abstract class LaneLoad {
  abstract count(endpointId: string): number;
}
