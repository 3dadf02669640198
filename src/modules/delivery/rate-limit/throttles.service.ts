import { Injectable } from '@nestjs/common';
import type { Endpoint, RateLimit } from '../../model/endpoint.js';
import type { RecentSend } from '../../store/delivery-queue.js';
import { Subject } from 'rxjs';
import { steadyNow } from '../../timing/steady-now.js';
import { SlowDown, type SlowDownRequest } from './slow-down.js';
import { Throttle } from './throttle.js';
import { getOrMake } from '../../model/get-or-make.js';

/** Wait past which a lane keeps no deliveries in memory, ms. */
const LONG_WAIT_MS = 2_000;

/** Keeps the throttles of all lanes. They outlive the lanes, so a rate limit holds while endpoints are disabled or changed. */
@Injectable()
export class Throttles {
  readonly #throttles = new Map<string, Throttle>();
  #shared = false;
  /** Emits the id of an endpoint that lacks permits, where nodes share the limits. */
  readonly shortages = new Subject<string>();
  /** The own limits of each lane, and the rate that its target has allowed. */
  readonly #own = new Map<string, readonly RateLimit[]>();
  readonly #granted = new Map<string, RateLimit>();
  readonly #slowDowns = new Map<string, SlowDown>();
  /** Emits a pause that a target has asked this node for; `until`: steady clock, ms. */
  readonly pauses = new Subject<{
    readonly endpointId: string;
    readonly until: number;
    /** True where the target asked for fewer requests: one node tries it alone after the pause. */
    readonly slowDown: boolean;
  }>();
  /** Emits when a pause of `forMs` ms begins because the target asks for fewer requests. */
  readonly slowedDown = new Subject<{ readonly endpointId: string; readonly forMs: number }>();
  /** Emits the id of an endpoint whose pause an operator has ended on this node. */
  readonly pauseEndedHere = new Subject<string>();
  /** Emits the id of an endpoint whose pause was ended early, on this or another node, or whose rate limits were changed. */
  readonly eased = new Subject<string>();
  /** Emits the id of an endpoint that had held deliveries when this node started, where nodes share the limits. */
  readonly heldAtStart = new Subject<string>();
  /** Emits the longest wait, ms, that the endpoint's limits cause now: a held delivery that waits longer waits for earlier limits. */
  readonly bounded = new Subject<{ readonly endpointId: string; readonly longestMs: number }>();
  /** Emits a rate limit that delays deliveries, once per window, so that a long backlog does not fill the log. */
  readonly exceeded = new Subject<{
    readonly endpointId: string;
    readonly waiting: number;
    readonly limit: RateLimit;
  }>();
  /** Emits when lanes that could not send may send again. */
  readonly changes = new Subject<void>();
  /** Time until which an exceeded limit is not published again, by endpoint; steady clock, ms. */
  readonly #publishedUntil = new Map<string, number>();

  /** The throttle of the endpoint's lane; made with `limits` at the first call. */
  of(endpointId: string, limits: readonly RateLimit[]): Throttle {
    const onShortage = this.#shared ? () => this.shortages.next(endpointId) : undefined;
    return getOrMake(
      this.#throttles,
      endpointId,
      () => new Throttle(this.#limits(endpointId, limits), onShortage),
    );
  }

  /** Shares each limit with other nodes: nothing is sent without a permit. To be called before the first throttle is made. */
  shareLimits(): void {
    this.#shared = true;
  }

  /** True where other nodes share the limits. */
  get shared(): boolean {
    return this.#shared;
  }

  /** The throttles by endpoint id. */
  all(): ReadonlyMap<string, Throttle> {
    return this.#throttles;
  }

  /** Adapts the throttle to limits that may have changed; past sends go on counting. */
  adapt(endpointId: string, limits: readonly RateLimit[]): void {
    const all = this.#limits(endpointId, limits);
    if (this.#throttles.get(endpointId)?.adapt(all)) this.eased.next(endpointId);
  }

  /** Adds the rate that a target has allowed to the endpoint's own limits; null takes an earlier one out. */
  grant(endpointId: string, rateLimit: RateLimit | null): void {
    if (rateLimit === null) this.#granted.delete(endpointId);
    else this.#granted.set(endpointId, rateLimit);
    this.adapt(endpointId, this.#own.get(endpointId) ?? []);
  }

  #limits(endpointId: string, own: readonly RateLimit[]): readonly RateLimit[] {
    this.#own.set(endpointId, own);
    const granted = this.#granted.get(endpointId);
    return granted ? [...own, granted] : own;
  }

  /** Counts the sends of earlier processes (Unix ms). `offset`: steady clock minus Unix time, ms. */
  seed(endpoint: Endpoint, sends: readonly RecentSend[], offset: number): void {
    const throttle = this.of(endpoint.id, endpoint.rateLimits);
    const ends = sends.filter((send) => send.endpointId === endpoint.id).map((send) => send.at + offset);
    // An end in the future, recorded by a clock that was ahead, would block the lane until then.
    const now = steadyNow();
    for (const end of ends.sort((a, b) => a - b)) throttle.remember(Math.min(end, now));
  }

  /** Pauses the lane until `until` (steady clock, ms), because its target asked this node for it. */
  pause(endpointId: string, until: number, slowDown = false): void {
    this.#throttles.get(endpointId)?.pause(until);
    this.pauses.next({ endpointId, until, slowDown });
  }

  /**
   * Pauses an endpoint whose target asks for fewer requests; after the pause one request at a time tests it until one succeeds.
   *
   * @returns the pause, ms
   */
  slowDown(endpointId: string, request: SlowDownRequest): number {
    const { forMs, isNew } = this.#slowDownOf(endpointId).pause(request);
    this.pause(endpointId, request.now + forMs, true);
    if (isNew) this.slowedDown.next({ endpointId, forMs });
    return forMs;
  }

  /** Adopts a pause until `until` (steady clock, ms) that the target asked another node or an earlier process for. */
  adoptPause(endpointId: string, until: number): void {
    this.#throttles.get(endpointId)?.pause(until);
    this.#slowDownOf(endpointId).pauseUntil(until);
  }

  /** The rest of the pause that the target asked for, as of `now` (steady clock, ms), in ms; 0 without one. */
  pauseMs(endpointId: string, now: number): number {
    return this.#throttles.get(endpointId)?.pauseMs(now) ?? 0;
  }

  /** Ends the target's pause on all nodes, because an operator asks for it; a single request then tests the target. */
  endPause(endpointId: string): void {
    if (this.pauseMs(endpointId, steadyNow()) === 0) return;
    this.pauseEndedHere.next(endpointId);
    this.endPauseHere(endpointId);
  }

  /** Ends the target's pause on this node, because another node has ended it. */
  endPauseHere(endpointId: string): void {
    this.#throttles.get(endpointId)?.endPause();
    this.#slowDownOf(endpointId).endPause();
    this.changes.next();
    this.eased.next(endpointId);
  }

  /** Counts a success of a request that began at `startedAt` (steady clock, ms). See {@link SlowDown.succeeded}. */
  succeeded(endpointId: string, startedAt: number, concurrency: number): void {
    this.#slowDowns.get(endpointId)?.succeeded(startedAt, concurrency);
  }

  /** Requests that a target which asked for fewer may have in flight; Infinity where it asks for nothing. */
  allowance(endpointId: string): number {
    return this.#slowDowns.get(endpointId)?.allowance ?? Infinity;
  }

  #slowDownOf(endpointId: string): SlowDown {
    return getOrMake(this.#slowDowns, endpointId, () => new SlowDown());
  }

  /** The wait of the lane, ms, where it is longer than {@link LONG_WAIT_MS}, so that deliveries wait in the store; 0 otherwise. */
  longWaitMs(endpointId: string, now: number): number {
    const wait = this.#throttles.get(endpointId)?.wait(now) ?? 0;
    return wait > LONG_WAIT_MS && wait < Infinity ? wait : 0;
  }

  /** The reason why the lane cannot send now, and its wait, ms (Infinity: until a send ends); null while it may send. */
  throttled(
    endpointId: string,
    now: number,
  ): { readonly by: 'target_pause' | 'rate_limit'; readonly forMs: number } | null {
    const throttle = this.#throttles.get(endpointId);
    const forMs = throttle?.wait(now) ?? 0;
    if (!throttle || forMs <= 0) return null;
    // Where nodes share the limits, a short wait for permits does not mean that the limit is used up.
    const limited = throttle.limitedBy(now) !== null;
    if (throttle.pauseMs(now) >= forMs || !limited)
      return throttle.pauseMs(now) > 0 ? { by: 'target_pause', forMs: throttle.pauseMs(now) } : null;
    return { by: 'rate_limit', forMs };
  }

  /** Publishes that a rate limit delays `waiting` deliveries of the endpoint, where one does, once per window. */
  publishExceeded(endpointId: string, waiting: number, now: number): void {
    const limit = this.#throttles.get(endpointId)?.limitedBy(now);
    if (!limit || (this.#publishedUntil.get(endpointId) ?? -Infinity) > now) return;
    this.#publishedUntil.set(endpointId, now + limit.windowMs);
    this.exceeded.next({ endpointId, waiting, limit });
  }

  /** Sends of the endpoint in the window that ends now. */
  used(endpointId: string, now: number): number {
    return this.#throttles.get(endpointId)?.used(now) ?? 0;
  }
}
