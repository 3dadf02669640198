import { Injectable } from '@nestjs/common';
import { finalize, merge, Subject, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery, NextState } from '../model/delivery.js';
import { isSystemEvent } from '../model/system-events.js';
import type { AdmissionPolicy } from './admission/admit.js';
import { attempt } from './attempt.js';
import { DeliveryTools } from './attempt-tools.service.js';
import { isExpired } from './decide.js';
import { Brakes } from './brakes.service.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import { InFlight } from './queue/in-flight.service.js';
import type { Report } from './report.js';
import { steadyNow } from '../model/steady-now.js';
import { EXPIRED } from '../store/delivery-queue.js';

/** Why a delivery is not sent. `forMs`: how long a rate limit or a pause that the target asked for keeps the lane quiet. */
export type Hold =
  | { readonly reason: 'lease-lost' | 'expired' | 'endpoint-removed' | 'stopped' }
  | { readonly reason: 'quiet'; readonly forMs: number };

/** The lanes of all endpoints: what each lets through, and what follows from its attempts. */
@Injectable()
export class Lanes {
  readonly #closed = new Subject<void>();
  #open = true;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly brakes: Brakes,
    private readonly inFlight: InFlight,
    private readonly tools: DeliveryTools,
    private readonly events: DeliveryEvents,
  ) {
    brakes.breakers.changes.subscribe(({ endpointId, before, state }) => {
      const webhookId = catalogue.find(endpointId)?.webhookId;
      const told = state === 'closed' || (state === 'open' && before === 'closed') ? state : null;
      if (webhookId !== undefined && told) events.publish({ kind: 'breaker', webhookId, state: told });
    });
    brakes.throttles.slowedDown.subscribe(({ endpointId, forMs }) => {
      const webhookId = catalogue.find(endpointId)?.webhookId;
      if (webhookId !== undefined) events.publish({ kind: 'slowed-down', webhookId, forMs });
    });
    brakes.throttles.exceeded.subscribe(({ endpointId, waiting, limit }) => {
      const webhookId = catalogue.find(endpointId)?.webhookId;
      if (webhookId !== undefined) events.publish({ kind: 'throttled', webhookId, waiting, limit });
    });
  }

  /** Sends nothing from now on: deliveries that wait in lanes go back to the store. */
  close(): void {
    this.#open = false;
    this.#closed.next();
  }

  /** How long an attempt in flight may still take, ms. */
  longestAttemptMs(): number {
    return Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
  }

  /** What the lane of an endpoint lets through. */
  policy(endpointId: string): AdmissionPolicy<LeasedDelivery, Hold> {
    const endpoint = this.catalogue.find(endpointId);
    const throttle = this.brakes.throttles.of(endpointId, endpoint?.rateLimits ?? []);
    return {
      concurrency: () => this.#concurrency(endpointId),
      throttle,
      slots: this.brakes.slots,
      now: steadyNow,
      isRetry: (delivery) => delivery.attempts > 0,
      laneHold: () => this.#laneHold(endpointId),
      itemHold: (delivery) => this.#itemHold(delivery),
      recheck: merge(
        this.#closed,
        this.catalogue.changes,
        this.brakes.breakers.changes,
        this.brakes.throttles.changes,
      ),
      onThrottled: (waiting) => this.brakes.throttles.heldBack(endpointId, waiting, steadyNow()),
    };
  }

  /** One attempt of an admitted delivery. The breaker counts it as in flight until it is over. */
  attempt(delivery: LeasedDelivery): Observable<Report> {
    const endpoint = this.catalogue.find(delivery.endpointId)!;
    const end = this.brakes.breakers.begin(delivery.endpointId);
    return attempt(delivery, endpoint, this.tools).pipe(finalize(end));
  }

  /** What becomes of a delivery that is not sent. */
  unsent(delivery: LeasedDelivery, hold: Hold): Report {
    return { delivery, attempt: null, outcome: null, next: this.#nextOf(delivery, hold), maxRetries: 0 };
  }

  /**
   * What an attempt says about its endpoint: the breaker counts it, and an endpoint that is gone or has failed for too long
   * is disabled. Runs synchronously with the outcome, so that the lane's next delivery does not start any more.
   */
  learn({ outcome, delivery, attempt: made }: Report): void {
    if (!outcome || !made) return;
    const { endpointId, webhookId } = delivery;
    const { breakers, throttles } = this.brakes;
    const enough = this.catalogue.find(endpointId)?.concurrency ?? 1;
    breakers.record(delivery, outcome, made, enough);
    if (outcome.kind === 'delivered' || outcome.kind === 'rejected')
      throttles.succeeded(endpointId, steadyNow() - made.durationMs, enough);
    if (outcome.kind === 'delivered') return;
    const gone = outcome.kind === 'gone';
    if (!gone && !breakers.hasFailedTooLong(endpointId)) return;
    const reason = gone ? outcome.message : breakers.complaint(endpointId);
    if (!this.catalogue.suspend(endpointId, `${outcome.code}: ${reason}`)) return;
    const quiet = gone ? isSystemEvent(delivery.event.type) : breakers.streak(endpointId)?.quiet === true;
    this.events.publish({ kind: 'endpoint-disabled', endpointId, webhookId, reason, quiet });
  }

  #concurrency(endpointId: string): number {
    const own = this.catalogue.find(endpointId)?.concurrency ?? 1;
    const { breakers, throttles } = this.brakes;
    return Math.min(own, breakers.allowance(endpointId), throttles.allowance(endpointId));
  }

  /** Why the lane sends nothing for now; null when it sends. */
  #laneHold(endpointId: string): Hold | null {
    const endpoint = this.catalogue.find(endpointId);
    if (!endpoint) return { reason: 'endpoint-removed' };
    const { breakers, throttles } = this.brakes;
    const restMs = throttles.restMs(endpointId, steadyNow());
    if (restMs > 0) return { reason: 'quiet', forMs: restMs };
    const sends = this.#open && endpoint.disabled === null && endpoint.pausedAt === null;
    return sends && breakers.allowance(endpointId) > 0 ? null : { reason: 'stopped' };
  }

  /** Why this delivery is not sent whatever its lane does; null when it may be. */
  #itemHold(delivery: LeasedDelivery): Hold | null {
    if (!this.inFlight.isLeased(delivery, steadyNow())) return { reason: 'lease-lost' };
    return this.#isExpired(delivery) ? { reason: 'expired' } : null;
  }

  #isExpired({ endpointId, createdAt }: LeasedDelivery): boolean {
    const retry = this.catalogue.find(endpointId)?.retry;
    return retry !== undefined && isExpired(retry, createdAt, this.tools.clock.now());
  }

  /** Null where the lease is lost: the delivery is another node's, and there is nothing to write. */
  #nextOf({ endpointId }: LeasedDelivery, hold: Hold): NextState | null {
    if (hold.reason === 'lease-lost') return null;
    if (hold.reason === 'expired') return { state: 'failed', reason: EXPIRED };
    if (hold.reason === 'endpoint-removed') return { state: 'cancelled', reason: 'endpoint_removed' };
    if (hold.reason === 'quiet')
      this.brakes.throttles.heldBack(endpointId, this.inFlight.count(endpointId), steadyNow());
    const inMs = hold.reason === 'quiet' ? Math.ceil(hold.forMs) : 0;
    return { state: 'pending', dueAt: this.tools.clock.now() + inMs, inMs };
  }
}
