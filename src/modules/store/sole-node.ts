import type { Clock } from '../model/clock.js';
import { NodeRegistry, type GatewayNode } from './node-registry.js';
import { RateLedger, type EndpointGrants } from './rate-ledger.js';
import { thisProcess } from './this-process.js';

/** The one process that has a store to itself. */
export class SoleNode extends NodeRegistry {
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

  beat(): Promise<number> {
    return Promise.resolve(1);
  }

  /** It lives, or it could not be asked. */
  list(): Promise<GatewayNode[]> {
    const times = { startedAt: this.#startedAt, heartbeatAt: this.#clock.now() };
    return Promise.resolve([{ ...this.#self, ...times, alive: true }]);
  }
}

/** Where there is nobody to share with, the node's own count is the whole truth. */
export class SoleLedger extends RateLedger {
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
