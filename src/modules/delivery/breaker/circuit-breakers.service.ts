import { Injectable } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import type { Attempt, LeasedDelivery } from '../../model/delivery.js';
import type { Outcome } from '../../model/outcome.js';
import { isSystemEvent } from '../../model/system-events.js';
import type { BreakerStage } from '../../model/lane-states.js';
import type { EndpointHealth } from '../../store/health-store.js';
import { Breaker } from './breaker.js';
import type { BreakerSnapshot } from './health-change.js';
import { steadyNow } from '../../timing/steady-now.js';
import {
  classifyFailure,
  hasFailedTooLong,
  mergeStreaks,
  extendStreak,
  type FailureStreak,
} from './failure-streak.js';

/** A breaker has gone from one stage to the next, or may do so. */
export interface BreakerChange {
  readonly endpointId: string;
  readonly before: BreakerStage;
  readonly state: BreakerStage;
}

interface Entry {
  readonly breaker: Breaker;
  streak: FailureStreak | null;
  /** The stage others were last told of. */
  published: BreakerStage;
  /** Since when, Unix ms. */
  publishedAt: number;
}

/** Clocks that are no further apart, ms, agree: reading one takes its time, too. */
const AGREE_MS = 2_000;

/** The breakers of all lanes, and how long their targets have been failing: what this node knows at this moment. */
@Injectable()
export class CircuitBreakers {
  readonly #entries = new Map<string, Entry>();
  /** When the attempts in flight to each endpoint began, the oldest first; steady clock, ms. */
  readonly #flying = new Map<string, Set<{ readonly at: number }>>();
  readonly #changes = new Subject<BreakerChange>();
  readonly #healed = new Subject<string>();
  readonly changes: Observable<BreakerChange> = this.#changes.asObservable();
  /** The endpoint whose streak of failures a success has just ended. */
  readonly healed: Observable<string> = this.#healed.asObservable();

  constructor(
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {}

  state(endpointId: string): BreakerStage {
    return this.#entries.get(endpointId)?.breaker.stage(steadyNow()) ?? 'closed';
  }

  /** Attempts that may be in flight to the endpoint at once, as far as its breaker has a say. */
  allowance(endpointId: string): number {
    return this.#entries.get(endpointId)?.breaker.allowance(steadyNow()) ?? Infinity;
  }

  /** The failures since the endpoint's last success; null when there are none. */
  streak(endpointId: string): FailureStreak | null {
    return this.#entries.get(endpointId)?.streak ?? null;
  }

  /** When the endpoint may be probed next, Unix ms; null where its breaker is not open. */
  probeAt(endpointId: string): number | null {
    const wait = this.#entries.get(endpointId)?.breaker.probeInMs(steadyNow()) ?? null;
    return wait === null ? null : this.clock.now() + wait;
  }

  /** The endpoints that failed at some time, by id. */
  endpointIds(): readonly string[] {
    return [...this.#entries.keys()];
  }

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

  /** An attempt begins; to be called back when it is over and was recorded. */
  begin(endpointId: string): () => void {
    const flying = this.#flying.get(endpointId) ?? new Set();
    this.#flying.set(endpointId, flying);
    const one = { at: steadyNow() };
    flying.add(one);
    return () => void flying.delete(one);
  }

  /**
   * What an attempt came to. A refusal of the message itself says nothing against the target's health. `concurrency`:
   * attempts at once that the endpoint allows, which is how far a ramp goes.
   */
  record(
    { endpointId, event }: LeasedDelivery,
    outcome: Outcome,
    attempt: Attempt,
    concurrency: number,
  ): void {
    if (outcome.kind === 'delivered') return this.#succeeded(endpointId, concurrency);
    const failure = classifyFailure(outcome, attempt);
    if (failure === null) return;
    const entry = this.#entry(endpointId);
    const error = { code: outcome.code, message: outcome.message };
    entry.streak = extendStreak(entry.streak, {
      at: this.clock.now(),
      error,
      quiet: isSystemEvent(event.type),
    });
    // What began before the probe, or before the ramp, says nothing about it.
    const early = entry.published !== 'closed' && attempt.startedAt < entry.publishedAt;
    if (failure === 'broken' && !early) this.#transition(endpointId, (breaker, now) => breaker.failed(now));
  }

  /** True when an endpoint has only failed for so long that it is to be disabled. */
  hasFailedTooLong(endpointId: string): boolean {
    return hasFailedTooLong(this.streak(endpointId), this.clock.now(), this.config.disableAfterMs);
  }

  /** Since when an endpoint only fails, and how it failed last, for people. */
  failureSummary(endpointId: string): string {
    const streak = this.streak(endpointId);
    return streak
      ? `only failures since ${new Date(streak.since).toISOString()}: ${streak.error.message}`
      : '';
  }

  /** A probe was granted: see {@link Breaker.probe}. Steady clock, ms. */
  probe(endpointId: string, startBefore: number, probeAt: number): void {
    this.#transition(endpointId, (breaker) => breaker.probe(startBefore, probeAt));
  }

  /** The next probe of an open breaker is due now. */
  probeNow(endpointId: string): void {
    this.#transition(endpointId, (breaker, now) => {
      if (breaker.stage(now) === 'open') breaker.hold(breaker.openings, now);
    });
  }

  /** Takes over what is stored and was written by another node, or by an earlier process. */
  adopt(stored: EndpointHealth): void {
    const { endpointId, stage, openings, probeAt, readAt } = stored;
    const entry = this.#entry(endpointId);
    entry.streak = mergeStreaks(entry.streak, { ...stored, failingSince: this.#sinceHere(stored) });
    this.#transition(endpointId, (breaker, now) => {
      const mine = breaker.stage(now);
      if (stage === 'open' || stage === 'probing') breaker.hold(openings, now + (probeAt ?? readAt) - readAt);
      else if (mine === 'open' || mine === 'probing' || (stage === 'ramping' && mine === 'closed'))
        breaker.ramp(now, this.config.timeoutMs);
    });
  }

  /** What this node has written is stored: the failures began when the store says so, for all nodes and later ones. */
  confirm(stored: EndpointHealth): void {
    const entry = this.#entry(stored.endpointId);
    const since = this.#sinceHere(stored);
    if (entry.streak && since !== null) entry.streak = { ...entry.streak, since };
  }

  /** The endpoint begins anew: an operator has fixed it, or a test has shown that it works. */
  reset(endpointId: string): void {
    const entry = this.#entries.get(endpointId);
    if (!entry) return;
    entry.streak = null;
    this.#transition(endpointId, (breaker, now) => {
      if (breaker.stage(now) !== 'closed') breaker.ramp(now);
    });
  }

  /** Tells of stages that time alone has changed. */
  publishTransitions(): void {
    for (const endpointId of this.#entries.keys()) this.#transition(endpointId, () => undefined);
  }

  /** By this node's clock, Unix ms, where that does not agree with the store's; as it is stored where it does. */
  #sinceHere({ failingSince, readAt }: EndpointHealth): number | null {
    const apart = this.clock.now() - readAt;
    return failingSince === null || Math.abs(apart) < AGREE_MS ? failingSince : failingSince + apart;
  }

  #succeeded(endpointId: string, concurrency: number): void {
    const entry = this.#entries.get(endpointId);
    if (!entry) return;
    const ended = entry.streak !== null;
    entry.streak = null;
    this.#transition(endpointId, (breaker, now) => breaker.succeeded(now, concurrency));
    if (ended) this.#healed.next(endpointId);
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

  #oldest(endpointId: string): number {
    for (const { at } of this.#flying.get(endpointId) ?? []) return at;
    return Infinity;
  }

  #entry(endpointId: string): Entry {
    const known = this.#entries.get(endpointId);
    if (known) return known;
    const entry: Entry = {
      breaker: new Breaker(this.config.breaker, () => this.#oldest(endpointId)),
      streak: null,
      published: 'closed',
      publishedAt: 0,
    };
    this.#entries.set(endpointId, entry);
    return entry;
  }
}
