import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import { utcText } from '../../model/iso-time.js';
import { isSystemEvent } from '../../model/system-events.js';
import type { BreakerStage } from '../../model/lane-states.js';
import type { EndpointHealth } from '../../store/health-store.js';
import { Breaker } from './breaker.js';
import type { BreakerSnapshot } from './health-change.js';
import { steadyNow } from '../../timing/steady-now.js';
import {
  classifyFailure,
  isSuccess,
  hasFailedTooLong,
  mergeStreaks,
  extendStreak,
  type FailureStreak,
} from './failure-streak.js';
import { getOrMake } from '../../model/get-or-make.js';

/** A breaker's change from one stage to another. */
export interface BreakerChange {
  readonly endpointId: string;
  readonly before: BreakerStage;
  readonly state: BreakerStage;
}

interface Entry {
  readonly breaker: Breaker;
  streak: FailureStreak | null;
  /** The stage that was last published. */
  published: BreakerStage;
  /** Time of its publication, Unix ms. */
  publishedAt: number;
}

/** Difference between the clocks of node and store, ms, below which they count as equal: reading the store's takes time. */
const CLOCK_TOLERANCE_MS = 2_000;

/** Keeps the breakers and failure streaks of all lanes, as this node knows them. */
@Injectable()
export class CircuitBreakers {
  readonly #entries = new Map<string, Entry>();
  /** Starts of the attempts in flight by endpoint, the oldest first; steady clock, ms. */
  readonly #inFlight = new Map<string, Set<{ readonly at: number }>>();
  readonly #changes = new Subject<BreakerChange>();
  readonly #streakEnded = new Subject<string>();
  /** Emits each change of a stage. */
  readonly changes: Observable<BreakerChange> = this.#changes.asObservable();
  /** Emits the id of an endpoint whose failure streak a success has just ended. */
  readonly streakEnded: Observable<string> = this.#streakEnded.asObservable();

  constructor(
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  /** The stage of the endpoint's breaker now. */
  state(endpointId: string): BreakerStage {
    return this.#entries.get(endpointId)?.breaker.stage(steadyNow()) ?? 'closed';
  }

  /** Number of attempts that the endpoint's breaker allows in flight; Infinity while it is closed. */
  allowance(endpointId: string): number {
    return this.#entries.get(endpointId)?.breaker.allowance(steadyNow()) ?? Infinity;
  }

  /** The failures since the endpoint's last success; null without any. */
  streak(endpointId: string): FailureStreak | null {
    return this.#entries.get(endpointId)?.streak ?? null;
  }

  /** The time of the next probe, Unix ms; null unless the breaker is open. */
  probeAt(endpointId: string): number | null {
    const wait = this.#entries.get(endpointId)?.breaker.probeInMs(steadyNow()) ?? null;
    return wait === null ? null : this.clock.now() + wait;
  }

  /** The ids of the endpoints that this node has a breaker for. */
  endpointIds(): readonly string[] {
    return [...this.#entries.keys()];
  }

  /** The breaker and the streak of the endpoint now. */
  snapshot(endpointId: string): BreakerSnapshot {
    const { breaker, streak } = this.#entry(endpointId);
    const now = steadyNow();
    return {
      stage: breaker.stage(now),
      openings: breaker.openings,
      probeInMs: breaker.probeInMs(now),
      streak,
    };
  }

  /** Counts an attempt as in flight until the returned function is called. */
  begin(endpointId: string): () => void {
    const attempts = this.#inFlight.get(endpointId) ?? new Set();
    this.#inFlight.set(endpointId, attempts);
    const attempt = { at: steadyNow() };
    attempts.add(attempt);
    return () => void attempts.delete(attempt);
  }

  /**
   * Records the outcome of an attempt. A target that refuses the message itself is healthy: that extends the streak, but never opens
   * the breaker. `concurrency`: the endpoint's limit, at which a recovery closes the breaker.
   */
  record(
    { endpointId, event }: LeasedDelivery,
    outcome: Outcome,
    attempt: Attempt,
    concurrency: number,
  ): void {
    if (isSuccess(outcome, attempt)) return this.#succeeded(endpointId, concurrency);
    const failure = classifyFailure(outcome, attempt);
    if (failure === null || !('code' in outcome)) return;
    const entry = this.#entry(endpointId);
    const error = { code: outcome.code, message: outcome.message };
    entry.streak = extendStreak(entry.streak, {
      at: this.clock.now(),
      error,
      quiet: isSystemEvent(event.type),
    });
    // An attempt that began before the probe or the recovery is no evidence about either.
    const isStale = entry.published !== 'closed' && attempt.startedAt < entry.publishedAt;
    if (failure === 'broken' && !isStale) this.#transition(endpointId, (breaker, now) => breaker.failed(now));
  }

  /** True when an endpoint has failed without a success for the configured time, so that it is to be disabled. */
  hasFailedTooLong(endpointId: string): boolean {
    return hasFailedTooLong(this.streak(endpointId), this.clock.now(), this.config.disableAfterMs);
  }

  /** Describes the failure streak for people: its start and its last error; empty without one. */
  failureSummary(endpointId: string): string {
    const streak = this.streak(endpointId);
    return streak ? `only failures since ${utcText(streak.since)}: ${streak.error.message}` : '';
  }

  /** Grants a probe to this node; steady clock, ms. See {@link Breaker.probe}. */
  probe(endpointId: string, startBefore: number, probeAt: number): void {
    this.#transition(endpointId, (breaker) => breaker.probe(startBefore, probeAt));
  }

  /** Makes the next probe of an open breaker due now. */
  probeNow(endpointId: string): void {
    this.#transition(endpointId, (breaker, now) => {
      if (breaker.stage(now) === 'open') breaker.adoptOpen(breaker.openings, now);
    });
  }

  /** Adopts the stored health of an endpoint that another node or an earlier process has written. */
  adopt(stored: EndpointHealth): void {
    const { endpointId, stage, openings, probeAt, readAt } = stored;
    const entry = this.#entry(endpointId);
    entry.streak = mergeStreaks(entry.streak, { ...stored, failingSince: this.#localFailingSince(stored) });
    this.#transition(endpointId, (breaker, now) => {
      const local = breaker.stage(now);
      if (stage === 'open' || stage === 'half_open')
        breaker.adoptOpen(openings, now + (probeAt ?? readAt) - readAt);
      else if (local === 'open' || local === 'half_open' || (stage === 'recovering' && local === 'closed'))
        breaker.recover(now, this.config.timeoutMs);
    });
  }

  /** Takes the start of the streak from the row that this node has written, because all nodes count from the stored start. */
  confirm(stored: EndpointHealth): void {
    const entry = this.#entry(stored.endpointId);
    const since = this.#localFailingSince(stored);
    if (entry.streak && since !== null) entry.streak = { ...entry.streak, since };
  }

  /** Forgets the failures of an endpoint that an operator has fixed or a test event has reached, and lets it recover. */
  reset(endpointId: string): void {
    const entry = this.#entries.get(endpointId);
    if (!entry) return;
    entry.streak = null;
    this.#transition(endpointId, (breaker, now) => {
      if (breaker.stage(now) !== 'closed') breaker.recover(now);
    });
  }

  /** Changes the last errors of all endpoints. */
  rewriteErrors(rewrite: (message: string) => string): void {
    for (const entry of this.#entries.values()) {
      const { streak } = entry;
      if (streak === null) continue;
      entry.streak = { ...streak, error: { ...streak.error, message: rewrite(streak.error.message) } };
    }
  }

  /** Publishes the stages that time alone has changed. */
  publishTransitions(): void {
    for (const endpointId of this.#entries.keys()) this.#transition(endpointId, () => undefined);
  }

  /** The stored start of the failures by this node's clock, Unix ms: shifted where that clock and the store's differ. */
  #localFailingSince({ failingSince, readAt }: EndpointHealth): number | null {
    const offset = this.clock.now() - readAt;
    const agrees = Math.abs(offset) < CLOCK_TOLERANCE_MS;
    return failingSince === null || agrees ? failingSince : failingSince + offset;
  }

  #succeeded(endpointId: string, concurrency: number): void {
    const entry = this.#entries.get(endpointId);
    if (!entry) return;
    const ended = entry.streak !== null;
    entry.streak = null;
    this.#transition(endpointId, (breaker, now) => breaker.succeeded(now, concurrency));
    if (ended) this.#streakEnded.next(endpointId);
  }

  #transition(endpointId: string, work: (breaker: Breaker, now: number) => void): void {
    const entry = this.#entry(endpointId);
    const now = steadyNow();
    work(entry.breaker, now);
    const state = entry.breaker.stage(now);
    const before = entry.published;
    if (state === before) return;
    entry.published = state;
    entry.publishedAt = this.clock.now();
    this.#changes.next({ endpointId, before, state });
  }

  #oldestAttempt(endpointId: string): number {
    for (const { at } of this.#inFlight.get(endpointId) ?? []) return at;
    return Infinity;
  }

  #entry(endpointId: string): Entry {
    return getOrMake(this.#entries, endpointId, () => ({
      breaker: new Breaker(this.config.breaker, () => this.#oldestAttempt(endpointId)),
      streak: null,
      published: 'closed',
      publishedAt: 0,
    }));
  }
}
