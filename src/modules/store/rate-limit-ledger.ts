/** A node's request for its part of one rate limit of an endpoint. */
export interface QuotaRequest {
  /** Sends in any window, over all nodes. */
  readonly max: number;
  /** Permits the node keeps, of those it holds: at least its sends that still count. It has given back the others. */
  readonly keep: number;
  /** Permits the node can use, those it keeps included. 0: it gets none, and what it keeps is for sends of the past. */
  readonly want: number;
  /** The node's sends that count now: those in flight, and those that ended less than a window ago. */
  readonly used: number;
  /** Time for which the node's permits count after its lease, ms: until its last possible send has left the window. */
  readonly lingerMs: number;
}

export interface EndpointQuotaRequest {
  readonly endpointId: string;
  /** Pause that the target has asked this node for, ms from now; 0 without one. */
  readonly pauseMs: number;
  /** One for each rate limit, in the endpoint's order. */
  readonly limits: readonly QuotaRequest[];
}

/** A node's part of a rate limit. */
export interface Grant {
  /** Permits the node holds from now on: it never has more sends that count. */
  readonly permits: number;
  /** Permits the node should come down to as its sends leave the window, because other nodes need theirs. */
  readonly target: number;
}

export interface EndpointGrants {
  readonly endpointId: string;
  /** Time for which nothing may be sent, ms, because the target asked one of the nodes for a pause. */
  readonly pauseMs: number;
  readonly limits: readonly Grant[];
}

/**
 * Divides rate limits among the nodes that share the store. The permits of all nodes together never exceed the limit; a
 * node that holds n permits has at most n sends in any window, and gives back no permit that a send in the window still
 * needs. So all nodes together keep to the limit without a call per send.
 */
export abstract class RateLimitLedger {
  /** False where one process has the store to itself and counts alone; `exchange` must not be called then. */
  abstract readonly shared: boolean;

  /**
   * Gives back the permits that are not kept, and gets those that are free and due to this node. The grants hold for
   * `leaseMs` from the moment of the call. One call at a time. A call that fails may have given permits back.
   *
   * @throws GatewayError `store_unavailable`: the node then holds what it kept, until its lease ends.
   */
  abstract exchange(requests: readonly EndpointQuotaRequest[], leaseMs: number): Promise<EndpointGrants[]>;

  /** Ends the pause of an endpoint, whichever node was asked for it. */
  abstract endPause(endpointId: string): Promise<void>;

  /** Sends in the window that ends now, over all nodes, by endpoint: of its first limit, as last reported by each node. */
  abstract used(): Promise<ReadonlyMap<string, number>>;
}
