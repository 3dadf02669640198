/** One gateway of those that share the store. */
export interface GatewayNode {
  /** UUID, made anew with every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Version of the gateway. */
  readonly version: string;
  /** Unix ms by the store's clock. */
  readonly startedAt: number;
  /** Unix ms by the store's clock, of the latest heartbeat. */
  readonly heartbeatAt: number;
  /** False when the latest heartbeat is `ALIVE_MS` old. */
  readonly alive: boolean;
}

/** A node counts as alive while its latest heartbeat is younger, ms. */
export const ALIVE_MS = 20_000;
/** Time for which a dead node is remembered, ms. */
export const REMEMBERED_MS = 3_600_000;

/** The gateways that share the store. */
export abstract class NodeRegistry {
  /** UUID of this node. */
  abstract readonly id: string;

  /**
   * Records that this node is alive, and forgets nodes that have been dead for `REMEMBERED_MS`. Resolves with the number
   * of live nodes, this one included.
   *
   * @throws GatewayError `store_unavailable`
   */
  abstract heartbeat(): Promise<number>;

  /**
   * All nodes that are remembered: this one first, then by their start. A node that was shut down in good order is
   * forgotten at once.
   */
  abstract list(): Promise<GatewayNode[]>;
}
