import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery, NextState } from '../../model/delivery.js';
import { steadyNow } from '../../timing/steady-now.js';
import { EXPIRED } from '../../store/delivery-queue.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { isExpired } from '../decide.js';
import { InFlight } from '../queue/in-flight.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import type { Report } from '../report.js';

/** Why a delivery is not sent. `forMs`: how long a rate limit or a pause that the target asked for keeps the lane quiet. */
export type Hold =
  | { readonly reason: 'lease-lost' | 'expired' | 'endpoint-removed' | 'stopped' }
  | { readonly reason: 'quiet'; readonly forMs: number };

/** Says why a lane or a delivery is not sent, and what becomes of the delivery then. */
@Injectable()
export class Holds {
  readonly #closed = new Subject<void>();
  #open = true;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly inFlight: InFlight,
    private readonly clock: Clock,
  ) {}

  /** Emits when {@link close} is called. */
  readonly closed: Observable<void> = this.#closed.asObservable();

  /** Holds every lane from now on: deliveries that wait in lanes go back to the store. */
  close(): void {
    this.#open = false;
    this.#closed.next();
  }

  /** Why the lane of an endpoint sends nothing for now; null when it sends. */
  ofLane(endpointId: string): Hold | null {
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint) return { reason: 'endpoint-removed' };
    const restMs = this.throttles.restMs(endpointId, steadyNow());
    if (restMs > 0) return { reason: 'quiet', forMs: restMs };
    const sends = this.#open && endpoint.disabled === null && endpoint.pausedAt === null;
    return sends && this.breakers.allowance(endpointId) > 0 ? null : { reason: 'stopped' };
  }

  /** Why this delivery is not sent whatever its lane does; null when it may be. */
  ofDelivery(delivery: LeasedDelivery): Hold | null {
    if (!this.inFlight.isLeased(delivery, steadyNow())) return { reason: 'lease-lost' };
    const retry = this.catalogue.find(delivery.endpointId)?.retry;
    const expired = retry !== undefined && isExpired(retry, delivery.createdAt, this.clock.now());
    return expired ? { reason: 'expired' } : null;
  }

  /** What becomes of a delivery that is not sent. */
  unsent(delivery: LeasedDelivery, hold: Hold): Report {
    return { delivery, attempt: null, outcome: null, next: this.#next(delivery, hold), maxRetries: 0 };
  }

  /** Null where the lease is lost: the delivery is another node's, and there is nothing to write. */
  #next({ endpointId }: LeasedDelivery, hold: Hold): NextState | null {
    if (hold.reason === 'lease-lost') return null;
    if (hold.reason === 'expired') return { state: 'failed', reason: EXPIRED };
    if (hold.reason === 'endpoint-removed') return { state: 'cancelled', reason: 'endpoint_removed' };
    if (hold.reason === 'quiet')
      this.throttles.heldBack(endpointId, this.inFlight.count(endpointId), steadyNow());
    const inMs = hold.reason === 'quiet' ? Math.ceil(hold.forMs) : 0;
    return { state: 'pending', dueAt: this.clock.now() + inMs, inMs };
  }
}
