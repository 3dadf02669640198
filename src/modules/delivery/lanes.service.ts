import { Injectable } from '@nestjs/common';
import { forkJoin, map, merge, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../model/delivery.js';
import { steadyNow } from '../timing/steady-now.js';
import type { AdmissionPolicy } from './admission/admission-policy.js';
import { Admission } from './admission/admission.service.js';
import type { Hold } from './admission/holds.service.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import type { TakenTurn } from './conversation/turns.service.js';
import { DigestTurns } from './digest/digest-turns.service.js';
import type { Report } from './report.js';
import { Throttles } from './rate-limit/throttles.service.js';

/** Makes the admission policy of each lane from its endpoint, its breaker and its throttle, and takes the turns of admitted deliveries. */
@Injectable()
export class Lanes {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly admission: Admission,
    private readonly digests: DigestTurns,
  ) {}

  /** The policy of the endpoint's lane. It reads the endpoint anew with each call, so changes of the endpoint take effect at once. */
  policy(endpointId: string): AdmissionPolicy<LeasedDelivery, Hold> {
    const { catalogue, breakers, throttles } = this;
    const { holds, batching, slots } = this.admission;
    const throttle = throttles.of(endpointId, catalogue.find(endpointId)?.rateLimits ?? []);
    return {
      concurrency: () => this.#concurrency(endpointId),
      throttle,
      slots,
      now: steadyNow,
      isRetry: (delivery) => delivery.attempts > 0,
      laneHold: () => holds.ofLane(endpointId),
      itemHold: (delivery) => holds.ofDelivery(delivery),
      together: () => batching.of(catalogue.find(endpointId)),
      recheck: merge(holds.closed, catalogue.changes, breakers.changes, throttles.changes),
      onThrottled: (waiting) => throttles.publishExceeded(endpointId, waiting, steadyNow()),
    };
  }

  /**
   * Takes the turn of an admitted delivery; emits once, and never errors. The turn may have asked the store, and taken time: a delivery
   * whose lease has run out or whose endpoint was removed since is unsent.
   */
  turn(delivery: LeasedDelivery): Observable<TakenTurn> {
    return this.digests.take(delivery).pipe(map((turn) => this.#unlessHeld(turn, delivery)));
  }

  /** Takes the turns of deliveries that were admitted together; emits them once, in order, as {@link turn} does. */
  turns(deliveries: readonly LeasedDelivery[]): Observable<readonly TakenTurn[]> {
    return forkJoin(deliveries.map((delivery) => this.digests.take(delivery))).pipe(
      map((turns) => turns.map((turn, at) => this.#unlessHeld(turn, deliveries[at]!))),
    );
  }

  #unlessHeld(turn: TakenTurn, delivery: LeasedDelivery): TakenTurn {
    const hold = turn.kind === 'send' ? this.admission.holds.sinceAdmission(delivery) : null;
    return hold ? { kind: 'unsent', report: this.unsent(delivery, hold) } : turn;
  }

  /** The report of a delivery that is not sent. */
  unsent(delivery: LeasedDelivery, hold: Hold): Report {
    return this.admission.holds.unsent(delivery, hold);
  }

  /** Holds every lane from now on, so deliveries that wait in lanes go back to the store. */
  close(): void {
    this.admission.holds.close();
  }

  /** The longest timeout of all endpoints, ms: no attempt in flight takes longer. 0 without endpoints. */
  longestAttemptMs(): number {
    return Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
  }

  /** The smallest of the limits that the endpoint, its breaker and a target that asked to slow down set. */
  #concurrency(endpointId: string): number {
    const own = this.catalogue.find(endpointId)?.concurrency ?? 1;
    return Math.min(own, this.breakers.allowance(endpointId), this.throttles.allowance(endpointId));
  }
}
