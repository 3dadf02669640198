import type { Clock } from '../model/clock.js';
import { NodeRegistry, type GatewayNode } from './node-registry.js';
import { RateLimitLedger, type EndpointGrants } from './rate-limit-ledger.js';
import { thisProcess } from './this-process.js';

/** The registry of a store that belongs to one process. */
export class SingleNode extends NodeRegistry {
  readonly #self = thisProcess();
  readonly #clock: Clock;
  readonly #startedAt: number;

  constructor(clock: Clock) {
    super();
    this.#clock = clock;
    this.#startedAt = clock.now();
  }

  get id(): string {
    return this.#self.id;
  }

  heartbeat(): Promise<number> {
    return Promise.resolve(1);
  }

  list(): Promise<GatewayNode[]> {
    const times = { startedAt: this.#startedAt, heartbeatAt: this.#clock.now() };
    return Promise.resolve([{ ...this.#self, ...times, alive: true }]);
  }
}

/** The ledger of a store that belongs to one process: the node's own count is the whole count. */
export class SingleNodeLedger extends RateLimitLedger {
  readonly shared = false;

  exchange(): Promise<EndpointGrants[]> {
    return Promise.resolve([]);
  }

  endPause(): Promise<void> {
    return Promise.resolve();
  }

  used(): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(new Map());
  }
}
