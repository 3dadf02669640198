import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { steadyNow } from '../timing/steady-now.js';
import { isUnsent } from '../model/delivery.js';
import { isSystemEvent } from '../model/system-events.js';
import type { Attempted } from './attempt.service.js';
import { CircuitBreakers } from './breaker/circuit-breakers.service.js';
import { isSuccess } from './breaker/failure-streak.js';
import { DeliveryEvents } from './events/delivery-events.service.js';
import { Throttles } from './rate-limit/throttles.service.js';
import type { Report } from './report.js';

/** An attempt and what its target asked for. */
export interface Paused {
  readonly attempted: Attempted;
  /** Pause of an endpoint that asked to slow down, ms; 0 for any other answer. */
  readonly pausedMs: number;
}

/** Learns from each attempt about its endpoint: pauses the lane, feeds the breaker, disables the endpoint. */
@Injectable()
export class Learning {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly breakers: CircuitBreakers,
    private readonly throttles: Throttles,
    private readonly events: DeliveryEvents,
  ) {}

  /** Pauses the endpoint where the answer asks for it. Runs before the decision: a retry waits for the end of the pause. */
  pause(attempted: Attempted): Paused {
    return { attempted, pausedMs: this.#pause(attempted) };
  }

  #pause({ endpoint, outcome, attempt }: Attempted): number {
    const { pauseMs } = outcome;
    const now = steadyNow();
    if (outcome.kind === 'retry' && outcome.slowDown) {
      const request = {
        now,
        startedAt: now - attempt.durationMs,
        hintMs: pauseMs ?? null,
        random: Math.random(),
      };
      return this.throttles.slowDown(endpoint.id, request);
    }
    if (pauseMs) this.throttles.pause(endpoint.id, now + pauseMs);
    return 0;
  }

  /**
   * Counts the outcome in the breaker, and disables an endpoint that is gone or has failed for too long. Runs synchronously
   * with the outcome: the lane's next delivery must not start once the breaker is open or the endpoint disabled.
   */
  learn({ outcome, delivery, attempt }: Report): void {
    // Without a request nothing is known of the target.
    if (!outcome || !attempt || isUnsent(attempt)) return;
    const { endpointId } = delivery;
    const concurrency = this.catalogue.find(endpointId)?.concurrency ?? 1;
    this.breakers.record(delivery, outcome, attempt, concurrency);
    const isTaken = isSuccess(outcome, attempt);
    // A target that answers by refusing this message takes requests, too.
    if (isTaken || (outcome.kind === 'rejected' && attempt.status !== null))
      this.throttles.succeeded(endpointId, steadyNow() - attempt.durationMs, concurrency);
    if (isTaken || !('code' in outcome)) return;
    const gone = outcome.kind === 'gone';
    if (!gone && !this.breakers.hasFailedTooLong(endpointId)) return;
    const reason = gone ? outcome.message : this.breakers.failureSummary(endpointId);
    const quiet = gone
      ? isSystemEvent(delivery.event.type)
      : this.breakers.streak(endpointId)?.quiet === true;
    const cause = { code: outcome.code, quiet };
    if (!this.catalogue.suspend(endpointId, `${outcome.code}: ${reason}`, cause)) return;
    const { webhookId } = delivery;
    this.events.publish({ kind: 'endpoint-disabled', endpointId, webhookId, reason, quiet });
  }
}
