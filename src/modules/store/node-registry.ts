/** One gateway of those that share the store. */
export interface GatewayNode {
  /** UUID, made anew with every start. */
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  readonly version: string;
  /** Unix time, ms, by the store's clock, as all times here. */
  readonly startedAt: number;
  readonly heartbeatAt: number;
  /** False when it has not been heard of for `ALIVE_MS`. */
  readonly alive: boolean;
}

/** A node counts as alive while its latest heartbeat is younger, ms. */
export const ALIVE_MS = 20_000;
/** How long a dead one is remembered, ms. */
export const REMEMBERED_MS = 3_600_000;

/** Who shares the store. */
export abstract class NodeRegistry {
  /** This node's. */
  abstract readonly id: string;

  /**
   * Says that this node lives, and forgets those that have been dead for `REMEMBERED_MS`. Resolves with how many live,
   * this one included.
   */
  abstract beat(): Promise<number>;

  /** All that are remembered, this one first, then by their start. One that has ended in good order is not. */
  abstract list(): Promise<GatewayNode[]>;
}
