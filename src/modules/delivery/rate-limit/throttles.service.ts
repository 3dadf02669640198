import { Injectable } from '@nestjs/common';
import type { Endpoint, RateLimit } from '../../model/endpoint.js';
import type { RecentSend } from '../../store/delivery-queue.js';
import { Subject } from 'rxjs';
import { steadyNow } from '../../timing/steady-now.js';
import { SlowDown, type Asked } from './slow-down.js';
import { Throttle } from './throttle.js';

/** A lane that cannot send for longer than this, ms, keeps nothing in memory. */
const REST_MS = 2_000;

/** The throttles of all lanes; they outlive the lanes, so that a limit holds whatever comes and goes. */
@Injectable()
export class Throttles {
  readonly #throttles = new Map<string, Throttle>();
  #shared = false;
  /** Endpoints that lack permits, where nodes share the limits. */
  readonly shortages = new Subject<string>();
  readonly #slowDowns = new Map<string, SlowDown>();
  /** Quiet that a target has asked this node for; until: steady clock, ms. */
  readonly pauses = new Subject<{
    readonly endpointId: string;
    readonly until: number;
    /** True where the endpoint asked for fewer requests: whether it takes any is to be tried by one node. */
    readonly slowDown: boolean;
  }>();
  /** A pause has begun because the endpoint asks for fewer requests; ms. */
  readonly slowedDown = new Subject<{ readonly endpointId: string; readonly forMs: number }>();
  /** The endpoint whose pause an operator has ended on this node. */
  readonly lifted = new Subject<string>();
  /** The endpoint whose pause has ended before its time, by an operator here or on another node. */
  readonly unpaused = new Subject<string>();
  /** Rate limits found to hold back deliveries, each once a window: a long backlog is not to fill the log. */
  readonly exceeded = new Subject<{
    readonly endpointId: string;
    readonly waiting: number;
    readonly limit: RateLimit;
  }>();
  /** Emits when lanes may send that could not. */
  readonly changes = new Subject<void>();
  /** Until when a lane's throttling counts as announced; steady clock, ms. */
  readonly #announced = new Map<string, number>();

  of(endpointId: string, limits: readonly RateLimit[]): Throttle {
    const known = this.#throttles.get(endpointId);
    if (known) return known;
    const onShort = this.#shared ? () => this.shortages.next(endpointId) : undefined;
    const throttle = new Throttle(limits, onShort);
    this.#throttles.set(endpointId, throttle);
    return throttle;
  }

  /** From now on each limit is shared with other nodes: nothing is sent without a permit. Before the first lane opens. */
  share(): void {
    this.#shared = true;
  }

  get shared(): boolean {
    return this.#shared;
  }

  all(): ReadonlyMap<string, Throttle> {
    return this.#throttles;
  }

  /** The endpoint's limits may have changed; what was sent still counts. */
  adapt(endpointId: string, limits: readonly RateLimit[]): void {
    this.#throttles.get(endpointId)?.adapt(limits);
  }

  /** Counts the sends of earlier processes. `offset`: steady clock minus Unix time, ms. */
  seed(endpoint: Endpoint, sends: readonly RecentSend[], offset: number): void {
    const throttle = this.of(endpoint.id, endpoint.rateLimits);
    const ends = sends.filter((send) => send.endpointId === endpoint.id).map((send) => send.at + offset);
    // Recorded by a clock that was ahead, an end would block the lane until that time comes.
    const now = steadyNow();
    for (const end of ends.sort((a, b) => a - b)) throttle.remember(Math.min(end, now));
  }

  /** Quiet for so long, because the target asked for it. Steady clock, ms. */
  pause(endpointId: string, until: number, slowDown = false): void {
    this.#throttles.get(endpointId)?.pause(until);
    this.pauses.next({ endpointId, until, slowDown });
  }

  /**
   * The target asks for fewer requests: the endpoint pauses, and then one request at a time finds out whether it may go on.
   * Returns the pause, ms.
   */
  slowDown(endpointId: string, asked: Asked): number {
    const { forMs, isNew } = this.#slowDown(endpointId).asked(asked);
    this.pause(endpointId, asked.now + forMs, true);
    if (isNew) this.slowedDown.next({ endpointId, forMs });
    return forMs;
  }

  /** Another node was asked for quiet until then; steady clock, ms. */
  follow(endpointId: string, until: number): void {
    this.#throttles.get(endpointId)?.pause(until);
    this.#slowDown(endpointId).follow(until);
  }

  /** How long the pause that the target asked for still lasts on this node, ms; 0: there is none. */
  pauseMs(endpointId: string, now: number): number {
    return this.#throttles.get(endpointId)?.pauseMs(now) ?? 0;
  }

  /** An operator ends the pause that the target asked for, for all nodes: one request finds out whether it takes any. */
  lift(endpointId: string): void {
    if (this.pauseMs(endpointId, steadyNow()) === 0) return;
    this.lifted.next(endpointId);
    this.unpause(endpointId);
  }

  /** The pause is over on this node, because another one has ended it. */
  unpause(endpointId: string): void {
    this.#throttles.get(endpointId)?.lift();
    this.#slowDown(endpointId).lift();
    this.changes.next();
    this.unpaused.next(endpointId);
  }

  /** The target took a request that began then; steady clock, ms. `enough`: requests at once that it may have. */
  succeeded(endpointId: string, startedAt: number, enough: number): void {
    this.#slowDowns.get(endpointId)?.succeeded(startedAt, enough);
  }

  /** Requests in flight at once, as far as a target that asked for fewer has a say. */
  allowance(endpointId: string): number {
    return this.#slowDowns.get(endpointId)?.allowance ?? Infinity;
  }

  #slowDown(endpointId: string): SlowDown {
    const known = this.#slowDowns.get(endpointId);
    if (known) return known;
    const made = new SlowDown();
    this.#slowDowns.set(endpointId, made);
    return made;
  }

  /** How long the lane can send nothing, ms, where that is so long that its deliveries had better wait in the store; 0 else. */
  restMs(endpointId: string, now: number): number {
    const wait = this.#throttles.get(endpointId)?.wait(now) ?? 0;
    return wait > REST_MS && wait < Infinity ? wait : 0;
  }

  /** What keeps the lane from sending now, and for how long, ms (Infinity: until a send ends); null while it may send. */
  throttled(
    endpointId: string,
    now: number,
  ): { readonly by: 'target_pause' | 'rate_limit'; readonly forMs: number } | null {
    const throttle = this.#throttles.get(endpointId);
    const forMs = throttle?.wait(now) ?? 0;
    if (!throttle || forMs <= 0) return null;
    // Where nodes share the limits, waiting a moment for permits is no limit that is used up.
    const limited = throttle.limitedBy(now) !== null;
    if (throttle.pauseMs(now) >= forMs || !limited)
      return throttle.pauseMs(now) > 0 ? { by: 'target_pause', forMs: throttle.pauseMs(now) } : null;
    return { by: 'rate_limit', forMs };
  }

  /** So many deliveries of the endpoint cannot go out now: says so where a rate limit is the reason. */
  heldBack(endpointId: string, waiting: number, now: number): void {
    const limit = this.#throttles.get(endpointId)?.limitedBy(now);
    if (!limit || (this.#announced.get(endpointId) ?? -Infinity) > now) return;
    this.#announced.set(endpointId, now + limit.windowMs);
    this.exceeded.next({ endpointId, waiting, limit });
  }

  /** Sends of the endpoint in the window that ends now. */
  used(endpointId: string, now: number): number {
    return this.#throttles.get(endpointId)?.used(now) ?? 0;
  }
}
