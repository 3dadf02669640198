import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery, NextState } from '../../model/delivery.js';
import { steadyNow } from '../../timing/steady-now.js';
import { EXPIRED } from '../../store/delivery-queue.js';
import { CircuitBreakers } from '../breaker/circuit-breakers.service.js';
import { isGathering } from '../digest/content.js';
import { isExpired } from '../decide.js';
import { InFlight } from '../queue/in-flight.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { unsentReport, type Report } from '../report.js';

/** The reason why a delivery is not sent. `forMs`: time for which a rate limit or the target's pause keeps the lane from sending, ms. */
export type Hold =
  | { readonly reason: 'lease-lost' | 'expired' | 'endpoint-removed' | 'lane-closed' }
  | { readonly reason: 'throttled'; readonly forMs: number };

/** Finds the reason why a lane or a delivery is not sent, and the next state of such a delivery. */
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

  /** Holds every lane from now on, so deliveries that wait in lanes go back to the store. */
  close(): void {
    this.#open = false;
    this.#closed.next();
  }

  /** The reason why the lane of an endpoint sends nothing now; null when it sends. */
  ofLane(endpointId: string): Hold | null {
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint) return { reason: 'endpoint-removed' };
    const waitMs = this.throttles.longWaitMs(endpointId, steadyNow());
    if (waitMs > 0) return { reason: 'throttled', forMs: waitMs };
    const sends = this.#open && endpoint.disabled === null && endpoint.pausedAt === null;
    return sends && this.breakers.allowance(endpointId) > 0 ? null : { reason: 'lane-closed' };
  }

  /** The reason why this delivery is not sent even by an open lane; null when it may be sent. */
  ofDelivery(delivery: LeasedDelivery): Hold | null {
    if (!this.inFlight.isLeased(delivery, steadyNow())) return { reason: 'lease-lost' };
    const retry = this.catalogue.find(delivery.endpointId)?.retry;
    // A digest has an age once it is a message.
    if (isGathering(delivery.event)) return null;
    const expired = retry !== undefined && isExpired(retry, delivery.createdAt, this.clock.now());
    return expired ? { reason: 'expired' } : null;
  }

  /**
   * The reason why a delivery that was admitted a while ago is not sent after all; null when it may be sent. Breaker and rate limit count it
   * already, and are not asked again.
   */
  sinceAdmission(delivery: LeasedDelivery): Hold | null {
    const endpoint = this.catalogue.find(delivery.endpointId);
    if (!endpoint) return { reason: 'endpoint-removed' };
    const closed = !this.#open || endpoint.disabled !== null || endpoint.pausedAt !== null;
    return this.ofDelivery(delivery) ?? (closed ? { reason: 'lane-closed' } : null);
  }

  /** The report of a delivery that is not sent. */
  unsent(delivery: LeasedDelivery, hold: Hold): Report {
    return unsentReport(delivery, { next: this.#next(delivery, hold) });
  }

  /** The next state; null where the lease is lost, because the delivery is another node's and there is nothing to write. */
  #next({ endpointId }: LeasedDelivery, hold: Hold): NextState | null {
    if (hold.reason === 'lease-lost') return null;
    if (hold.reason === 'expired') return { state: 'failed', reason: EXPIRED };
    if (hold.reason === 'endpoint-removed') return { state: 'cancelled', reason: 'endpoint_removed' };
    if (hold.reason !== 'throttled') return { state: 'pending', dueAt: this.clock.now(), inMs: 0 };
    this.throttles.publishExceeded(endpointId, this.inFlight.count(endpointId), steadyNow());
    const inMs = Math.ceil(hold.forMs);
    return { state: 'pending', dueAt: this.clock.now() + inMs, inMs, readyInMs: 0 };
  }
}
