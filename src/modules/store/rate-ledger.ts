/** What a node asks of one rate limit of an endpoint. */
export interface LimitAsk {
  /** Sends in any window, over all nodes. */
  readonly max: number;
  /** Permits the node keeps, of those it holds: at least its sends that still count. It has let go of the others. */
  readonly keep: number;
  /** Permits it has use for, those it keeps included. 0: it gets none, and what it keeps is for sends of the past. */
  readonly want: number;
  /** Its sends that count now: those in flight, and those that ended less than a window ago. */
  readonly used: number;
  /** How long after its lease the node's permits count, ms: until its last possible send has left the window. */
  readonly lingerMs: number;
}

export interface EndpointAsk {
  readonly endpointId: string;
  /** The target has asked this node for quiet, for so many ms from now; 0: it has not. */
  readonly pauseMs: number;
  /** One for each rate limit, in the endpoint's order. */
  readonly limits: readonly LimitAsk[];
}

/** A node's part of a rate limit. */
export interface Grant {
  /** Held by the node from now on: it never has more sends that count. */
  readonly permits: number;
  /** What it should come down to as its sends leave the window, because others want their part. */
  readonly target: number;
}

export interface EndpointGrants {
  readonly endpointId: string;
  /** Nothing may be sent for so many ms, because the target asked one of the nodes for quiet. */
  readonly pauseMs: number;
  readonly limits: readonly Grant[];
}

/**
 * Divides rate limits among the nodes that share the store. The permits of all nodes together are never more than the
 * limit; a node that holds n of them has at most n sends in any window, and gives back none that a send in the window
 * still needs. So all nodes together keep to the limit without speaking of each send.
 */
export abstract class RateLedger {
  /** False where one process has the store to itself and keeps count alone; then `exchange` is not to be called. */
  abstract readonly shared: boolean;

  /**
   * Gives back what is not kept, and gets what is free and fair. The grants hold for `leaseMs` from the moment of the
   * call. One call at a time. When it fails, what was to be given back may have been.
   *
   * @throws GatewayError `store_unavailable`: then the node holds what it kept, until its lease ends.
   */
  abstract exchange(asks: readonly EndpointAsk[], leaseMs: number): Promise<EndpointGrants[]>;

  /** Forgets the pause of an endpoint, whichever node was asked for it. */
  abstract endPause(endpointId: string): Promise<void>;

  /** Sends in the window that ends now, over all nodes, by endpoint: of its first limit, as last told by each node. */
  abstract used(): Promise<ReadonlyMap<string, number>>;
}
