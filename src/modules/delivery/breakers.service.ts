import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../config/gateway-config.js';
import type { Attempt } from '../model/delivery.js';
import type { Outcome } from '../model/outcome.js';
import { Breaker, type BreakerState } from './breaker.js';
import { steadyNow } from './steady-now.js';

/** Asked to slow down, which is no failure: the throttle sees to it. */
const TOO_MANY_REQUESTS = 429;

/** A breaker has opened, or closed again. */
export interface BreakerChange {
  readonly endpointId: string;
  readonly state: 'open' | 'closed';
}

/** The breakers of all lanes. */
@Injectable()
export class Breakers {
  readonly #breakers = new Map<string, Breaker>();
  readonly #changes = new Subject<BreakerChange>();
  readonly changes: Observable<BreakerChange> = this.#changes.asObservable();

  constructor(private readonly config: GatewayConfig) {}

  state(endpointId: string): BreakerState {
    return this.#breakers.get(endpointId)?.state(steadyNow()) ?? 'closed';
  }

  /** Attempts that may be in flight to the endpoint at once, as far as its breaker has a say. */
  allowance(endpointId: string): number {
    return this.#breakers.get(endpointId)?.allowance(steadyNow()) ?? Infinity;
  }

  /** What an attempt came to. A refusal of the message itself says nothing against the target. */
  record(endpointId: string, outcome: Outcome, attempt: Attempt): void {
    const now = steadyNow();
    const before = this.state(endpointId);
    if (outcome.kind === 'delivered') this.#breaker(endpointId).succeeded(now, this.config.concurrency);
    if (outcome.kind === 'retry' && attempt.status !== TOO_MANY_REQUESTS)
      this.#breaker(endpointId).failed(now);
    const state = this.state(endpointId);
    if (state !== before && (state === 'open' || state === 'closed'))
      this.#changes.next({ endpointId, state });
  }

  #breaker(endpointId: string): Breaker {
    const known = this.#breakers.get(endpointId);
    if (known) return known;
    const breaker = new Breaker(this.config.breaker);
    this.#breakers.set(endpointId, breaker);
    return breaker;
  }
}
