import { Injectable } from '@nestjs/common';
import { merge, of, Subject, tap, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery, NextState } from '../model/delivery.js';
import { isSystemEvent } from '../model/system-events.js';
import type { AdmitOptions } from './admit.js';
import { attempt } from './attempt.js';
import { AttemptToolbox } from './attempt-toolbox.service.js';
import { isExpired } from './next-state.js';
import { Brakes } from './brakes.service.js';
import { DeliveryNotices } from './notices.service.js';
import { Places } from './places.service.js';
import type { Report } from './report.js';
import { steadyNow } from '../model/steady-now.js';
import { EXPIRED } from '../store/delivery-queue.js';

/** What each lane lets through, and what becomes of a delivery whose turn has come. */
@Injectable()
export class Lanes {
  readonly #closed = new Subject<void>();
  #open = true;

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly brakes: Brakes,
    private readonly places: Places,
    private readonly toolbox: AttemptToolbox,
    private readonly notices: DeliveryNotices,
  ) {
    brakes.breakers.changes.subscribe(({ endpointId, before, state }) => {
      const webhookId = catalogue.find(endpointId)?.webhookId;
      const told = state === 'closed' || (state === 'open' && before === 'closed') ? state : null;
      if (webhookId !== undefined && told) notices.post({ kind: 'breaker', webhookId, state: told });
    });
    brakes.throttles.exceeded.subscribe(({ endpointId, waiting, limit }) => {
      const webhookId = catalogue.find(endpointId)?.webhookId;
      if (webhookId !== undefined) notices.post({ kind: 'throttled', webhookId, waiting, limit });
    });
  }

  /** From now on nothing is sent: what waits passes through and is handed back. */
  close(): void {
    this.#open = false;
    this.#closed.next();
  }

  /** How long an attempt in flight may still take, ms. */
  longestAttemptMs(): number {
    return Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
  }

  admission(endpointId: string): AdmitOptions<LeasedDelivery, Report> {
    const endpoint = this.catalogue.find(endpointId);
    const throttle = this.brakes.throttles.of(endpointId, endpoint?.rateLimits ?? []);
    return {
      concurrency: () => this.#concurrency(endpointId),
      throttle,
      slots: this.brakes.slots,
      now: steadyNow,
      isRetry: (delivery) => delivery.attempts > 0,
      bypass: () => !this.#sendable(endpointId),
      discard: (delivery) => this.#isExpired(delivery) || !this.places.isLeased(delivery, steadyNow()),
      recheck: merge(
        this.#closed,
        this.catalogue.changes,
        this.brakes.breakers.changes,
        this.brakes.throttles.changes,
      ),
      onThrottled: (waiting) => this.brakes.throttles.heldBack(endpointId, waiting, steadyNow()),
      project: (delivery, admitted) => this.#turn(delivery, admitted),
    };
  }

  #concurrency(endpointId: string): number {
    const own = this.catalogue.find(endpointId)?.concurrency ?? 1;
    return Math.min(own, this.brakes.breakers.allowance(endpointId));
  }

  /** Whether the lane may send at all: its endpoint takes events, and neither a breaker nor a long wait rests it. */
  #sendable(endpointId: string): boolean {
    const endpoint = this.catalogue.find(endpointId);
    const { breakers, throttles } = this.brakes;
    const resting = breakers.allowance(endpointId) === 0 || throttles.restMs(endpointId, steadyNow()) > 0;
    return this.#open && endpoint?.disabled === null && endpoint.pausedAt === null && !resting;
  }

  /** A delivery's turn: sent when its lane has admitted it, else handed back unless it is over. */
  #turn(delivery: LeasedDelivery, admitted: boolean): Observable<Report> {
    const endpoint = this.catalogue.find(delivery.endpointId);
    if (admitted && endpoint) {
      return attempt(delivery, endpoint, this.toolbox).pipe(tap((report) => this.#learn(report)));
    }
    if (!this.places.isLeased(delivery, steadyNow())) return of(unsent(delivery, null));
    if (this.#isExpired(delivery)) return of(unsent(delivery, { state: 'failed', reason: EXPIRED }));
    return of(unsent(delivery, this.#later(delivery.endpointId)));
  }

  #isExpired({ endpointId, createdAt }: LeasedDelivery): boolean {
    const retry = this.catalogue.find(endpointId)?.retry;
    return retry !== undefined && isExpired(retry, createdAt, this.toolbox.clock.now());
  }

  /** What becomes of a delivery that its lane cannot send now. */
  #later(endpointId: string): NextState {
    if (!this.catalogue.find(endpointId)) return { state: 'cancelled', reason: 'endpoint_removed' };
    const { throttles } = this.brakes;
    const restMs = throttles.restMs(endpointId, steadyNow());
    if (restMs > 0) throttles.heldBack(endpointId, this.places.count(endpointId), steadyNow());
    const inMs = Math.ceil(restMs);
    return { state: 'pending', dueAt: this.toolbox.clock.now() + inMs, inMs };
  }

  /** At the very judgement: what is next in the lane must not go out any more where the target is gone or failing. */
  #learn({ outcome, delivery, attempt: made }: Report): void {
    if (!outcome || !made) return;
    const { endpointId, webhookId } = delivery;
    const { breakers } = this.brakes;
    breakers.record(delivery, outcome, made);
    if (outcome.kind === 'delivered') return;
    const gone = outcome.kind === 'gone';
    if (!gone && !breakers.isHopeless(endpointId)) return;
    const reason = gone ? outcome.message : breakers.complaint(endpointId);
    if (!this.catalogue.suspend(endpointId, `${outcome.code}: ${reason}`)) return;
    const quiet = gone ? isSystemEvent(delivery.event.type) : breakers.streak(endpointId)?.quiet === true;
    this.notices.post({ kind: 'endpoint-disabled', endpointId, webhookId, reason, quiet });
  }
}

function unsent(delivery: LeasedDelivery, next: NextState | null): Report {
  return { delivery, attempt: null, outcome: null, next, maxRetries: 0 };
}
