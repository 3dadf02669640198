import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import {
  RateLimitLedger,
  type EndpointQuotaRequest,
  type EndpointGrants,
} from '../../store/rate-limit-ledger.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { LaneLoad } from './lane-load.js';
import { pauseFor } from '../../timing/pause-for.js';
import { steadyNow } from '../../timing/steady-now.js';
import type { Throttle } from './throttle.js';
import { Throttles } from './throttles.service.js';

/** Lease of the permits, ms: about 30 renewals may fail before it ends. */
const LEASE_MS = 15_000;
const EXCHANGE_EVERY_MS = 500;
/** Shortest time between a grant and the next request of a lane that lacks permits, ms. */
const MIN_GAP_MS = 50;
/** Largest number of endpoints in one call: the ledger locks each for a moment. */
const CHUNK_SIZE = 100;
/** Time by which other nodes wait longer than the node that a target asked to slow down, ms: that node tries first. */
const FIRST_TRY_LEAD_MS = 1_000;
/** Longest attempt at an endpoint that the catalogue no longer holds, ms. */
const UNKNOWN_TIMEOUT_MS = 600_000;
/** Time between two checks at shutdown whether the last attempts have ended, ms. */
const SHUTDOWN_POLL_MS = 20;
/** Time for which the shutdown waits for them beyond the longest timeout, ms. */
const SHUTDOWN_GRACE_MS = 5_000;

/**
 * Gets this node's permits from the ledger where nodes share the store, twice a second and when a lane lacks permits, and gives
 * unused permits back. While the ledger does not answer, the node sends by the permits it has until their lease ends, then nothing.
 */
@Injectable()
export class RateLimitLeases implements OnApplicationBootstrap, BeforeApplicationShutdown {
  /** Times of the last grants by endpoint; steady clock, ms. */
  readonly #grantedAt = new Map<string, number>();
  /** Ends of pauses that the ledger does not know of yet, by endpoint; steady clock, ms. */
  readonly #pauses = new Map<string, number>();
  /** Ends of pauses that this node has told the ledger of, by endpoint; steady clock, ms. */
  readonly #othersPausedUntil = new Map<string, number>();
  /** Endpoints whose pause an operator is ending here: the ledger's answers about their pause are out of date. */
  readonly #endingPause = new Set<string>();
  /** Endpoints with held deliveries of which the ledger is to say whether they may be sent. */
  readonly #toReview = new Set<string>();
  /** Times at which the ledger ended such pauses; requests made before are out of date as well; steady clock, ms. */
  readonly #pauseEndedAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  /** Time at which the next round begins; steady clock, ms. */
  #timerAt = Infinity;
  #round: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(
    private readonly ledger: RateLimitLedger,
    private readonly throttles: Throttles,
    private readonly load: LaneLoad,
    private readonly catalogue: EndpointCatalogue,
    private readonly events: DeliveryEvents,
  ) {
    if (!ledger.shared) return;
    throttles.shareLimits();
    throttles.shortages.subscribe((endpointId) => this.#onShortage(endpointId));
    throttles.pauses.subscribe(({ endpointId, until, slowDown }) => {
      const forOthers = slowDown ? until + FIRST_TRY_LEAD_MS : until;
      this.#pauses.set(endpointId, Math.max(forOthers, this.#pauses.get(endpointId) ?? 0));
      this.#schedule(0);
    });
    throttles.heldAtStart.subscribe((endpointId) => {
      this.#toReview.add(endpointId);
      this.#schedule(0);
    });
    throttles.pauseEndedHere.subscribe((endpointId) => void this.#endPause(endpointId));
  }

  /** Begins to exchange permits with the ledger, where nodes share it. */
  onApplicationBootstrap(): void {
    if (this.ledger.shared) this.#schedule(EXCHANGE_EVERY_MS);
  }

  /** Gives all permits back once the last attempt has ended, except those of sends that still count in the window. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.ledger.shared) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
    const longest = Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
    const deadline = steadyNow() + longest + SHUTDOWN_GRACE_MS;
    while (this.#inFlight() > 0 && steadyNow() < deadline) await sleep(SHUTDOWN_POLL_MS);
    if (this.#inFlight() === 0) await this.#exchange(this.#finalRequests(), 0).catch(() => undefined);
  }

  /** Ends a pause for all nodes; repeats it until the ledger answers, or the target asks for another pause. */
  async #endPause(endpointId: string): Promise<void> {
    this.#pauses.delete(endpointId);
    this.#othersPausedUntil.delete(endpointId);
    this.#endingPause.add(endpointId);
    while (!this.#stopped && !(await this.#endPauseInLedger(endpointId)) && !this.#pauses.has(endpointId))
      await pauseFor(EXCHANGE_EVERY_MS);
    this.#endingPause.delete(endpointId);
  }

  /** True where the ledger has ended the pause. */
  async #endPauseInLedger(endpointId: string): Promise<boolean> {
    try {
      await this.ledger.endPause(endpointId);
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'ending a pause', error });
      return false;
    }
    this.#pauseEndedAt.set(endpointId, steadyNow());
    return true;
  }

  #onShortage(endpointId: string): void {
    const grantedAt = this.#grantedAt.get(endpointId) ?? -Infinity;
    this.#schedule(Math.max(0, grantedAt + MIN_GAP_MS - steadyNow()));
  }

  /** Begins a round in `ms` ms at the latest, or after the one under way. */
  #schedule(ms: number): void {
    const at = steadyNow() + ms;
    if (this.#round) this.#again = true;
    if (this.#round || this.#stopped || at >= this.#timerAt) return;
    this.#timerAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#round = this.#runRound()), ms);
  }

  async #runRound(): Promise<void> {
    this.#again = false;
    try {
      await this.#exchange(this.#requests(), LEASE_MS);
    } catch (error) {
      this.#again = false;
      this.events.publish({ kind: 'store-failing', during: 'sharing the rate limits', error });
    }
    this.#round = null;
    this.#timerAt = Infinity;
    this.#schedule(this.#again ? MIN_GAP_MS : EXCHANGE_EVERY_MS);
  }

  async #exchange(requests: readonly EndpointQuotaRequest[], leaseMs: number): Promise<void> {
    for (let at = 0; at < requests.length; at += CHUNK_SIZE) {
      const chunk = requests.slice(at, at + CHUNK_SIZE);
      const requestedAt = steadyNow();
      const sentPauses = new Map(this.#pauses);
      const grants = await this.ledger.exchange(chunk, leaseMs);
      for (const request of chunk) this.#confirmPause(request, sentPauses.get(request.endpointId));
      for (const grant of grants) this.#apply(grant, requestedAt, leaseMs);
      this.throttles.changes.next();
    }
  }

  #apply({ endpointId, pauseMs, limits }: EndpointGrants, requestedAt: number, leaseMs: number): void {
    const now = steadyNow();
    this.throttles
      .all()
      .get(endpointId)
      ?.apply(limits, requestedAt + leaseMs, now);
    this.#grantedAt.set(endpointId, now);
    const endedAt = this.#pauseEndedAt.get(endpointId) ?? -Infinity;
    const isOutdated = this.#endingPause.has(endpointId) || requestedAt < endedAt;
    if (!isOutdated) this.#applyPause(endpointId, pauseMs, requestedAt);
    if (this.#toReview.delete(endpointId)) this.#reviewHeld(endpointId, now);
  }

  /** Ends the wait of held deliveries where the limits have room now, and shortens it to the longest that the limits cause. */
  #reviewHeld(endpointId: string, now: number): void {
    const throttle = this.throttles.all().get(endpointId);
    if (!throttle) return;
    const hasRoom = throttle.wait(now) <= throttle.pauseMs(now);
    if (hasRoom) return this.throttles.eased.next(endpointId);
    const longestMs = LEASE_MS + Math.max(...this.#lingerMs(endpointId, throttle));
    this.throttles.bounded.next({ endpointId, longestMs });
  }

  /** Applies the ledger's pause as of `requestedAt`. A pause that the ledger no longer has was ended by an operator on another node. */
  #applyPause(endpointId: string, pauseMs: number, requestedAt: number): void {
    const now = steadyNow();
    // The node whose target asked for the longest pause tries first, so it ignores the longer pause of the others.
    const othersUntil = this.#othersPausedUntil.get(endpointId) ?? -Infinity;
    if (pauseMs > 0 && requestedAt + pauseMs > othersUntil)
      this.throttles.adoptPause(endpointId, now + pauseMs);
    const ended = pauseMs === 0 && !this.#pauses.has(endpointId);
    if (ended && this.throttles.pauseMs(endpointId, now) > FIRST_TRY_LEAD_MS)
      this.throttles.endPauseHere(endpointId);
  }

  /** Notes that the ledger knows of a pause until `until`; a pause that was extended during the call is sent again. */
  #confirmPause({ endpointId, pauseMs }: EndpointQuotaRequest, until: number | undefined): void {
    if (this.#pauses.get(endpointId) === until) this.#pauses.delete(endpointId);
    if (pauseMs > 0) this.#othersPausedUntil.set(endpointId, steadyNow() + pauseMs);
  }

  #requests(): EndpointQuotaRequest[] {
    const requests: EndpointQuotaRequest[] = [];
    const now = steadyNow();
    for (const [endpointId, throttle] of this.throttles.all()) {
      const inLane = this.load.count(endpointId) + (this.#toReview.has(endpointId) ? 1 : 0);
      const waiting = Math.max(0, inLane - throttle.inFlight);
      const limits = throttle.requests(now, waiting);
      const pauseMs = Math.max(0, (this.#pauses.get(endpointId) ?? 0) - now);
      const isPaused = throttle.pauseMs(now) > 0;
      if (limits === null && pauseMs === 0 && !isPaused) continue;
      requests.push(this.#request(endpointId, throttle, { limits: limits ?? [], pauseMs }));
    }
    return requests;
  }

  #finalRequests(): EndpointQuotaRequest[] {
    const now = steadyNow();
    const busy = [...this.throttles.all()].filter(([, throttle]) => throttle.requests(now, 0) !== null);
    return busy.map(([endpointId, throttle]) => ({
      endpointId,
      pauseMs: 0,
      limits: throttle
        .finalRequests(now)
        .map((request, at) => ({ ...request, lingerMs: throttle.windowsMs[at]! + 1 })),
    }));
  }

  #request(
    endpointId: string,
    throttle: Throttle,
    { limits, pauseMs }: { limits: NonNullable<ReturnType<Throttle['requests']>>; pauseMs: number },
  ): EndpointQuotaRequest {
    const linger = this.#lingerMs(endpointId, throttle);
    return {
      endpointId,
      pauseMs,
      limits: limits.map((request, at) => ({ ...request, lingerMs: linger[at]! })),
    };
  }

  /** The times for which permits count after the lease: the last send may start as the lease ends and take its whole timeout. */
  #lingerMs(endpointId: string, { windowsMs }: Throttle): number[] {
    const timeoutMs = this.catalogue.find(endpointId)?.timeoutMs ?? UNKNOWN_TIMEOUT_MS;
    return windowsMs.map((windowMs) => timeoutMs + windowMs + 1);
  }

  #inFlight(): number {
    return [...this.throttles.all().values()].reduce((sum, { inFlight }) => sum + inFlight, 0);
  }
}
