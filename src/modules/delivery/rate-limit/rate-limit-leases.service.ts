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
import { steadyNow } from '../../timing/steady-now.js';
import type { Throttle } from './throttle.js';
import { Throttles } from './throttles.service.js';

/** Permits hold for so long, ms, and are renewed often enough that many renewals may fail. */
const GRANT_MS = 15_000;
const EVERY_MS = 500;
/** A lane that has just been answered does not ask again before so long, ms. */
const QUIET_MS = 50;
/** Endpoints of one call: each is locked for a moment. */
const CHUNK = 100;
/** How much later, ms, the other nodes send again to an endpoint that told this one to slow down: this one tries first. */
const LEAD_MS = 1_000;
/** The longest that an attempt at an endpoint may take that is no longer known, ms. */
const UNKNOWN_TIMEOUT_MS = 600_000;
/** How often it is looked whether the last attempts have ended, and for how long beyond their deadline, ms. */
const LOOK_MS = 20;
const GRACE_MS = 5_000;

/**
 * Where nodes share the store: gets this node its permits from the ledger, twice a second and when a lane has run out
 * of them, and gives back what it has no use for. While the ledger does not answer, the node sends what it has permits
 * for until they run out, then nothing.
 */
@Injectable()
export class RateLimitLeases implements OnApplicationBootstrap, BeforeApplicationShutdown {
  readonly #answeredAt = new Map<string, number>();
  /** Quiet that targets asked for and the ledger does not know of yet; until: steady clock, ms. */
  readonly #pauses = new Map<string, number>();
  /** Until when the ledger holds the others back for a pause that this node told it of; steady clock, ms. */
  readonly #led = new Map<string, number>();
  /** Pauses that an operator has ended here, until the ledger has forgotten them: what it says of them is out of date. */
  readonly #lifting = new Set<string>();
  /** When that was done; what was asked of the ledger before is out of date as well; steady clock, ms. */
  readonly #liftedAt = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;
  /** When the next round begins; steady clock, ms. */
  #alarmAt = Infinity;
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
    throttles.share();
    throttles.shortages.subscribe((endpointId) => this.#short(endpointId));
    throttles.pauses.subscribe(({ endpointId, until, slowDown }) => {
      const forOthers = slowDown ? until + LEAD_MS : until;
      this.#pauses.set(endpointId, Math.max(forOthers, this.#pauses.get(endpointId) ?? 0));
      this.#within(0);
    });
    throttles.lifted.subscribe((endpointId) => void this.#lift(endpointId));
  }

  onApplicationBootstrap(): void {
    if (this.ledger.shared) this.#within(EVERY_MS);
  }

  /** The last sends count for one more window; everything else is free for the others at once. */
  async beforeApplicationShutdown(): Promise<void> {
    if (!this.ledger.shared) return;
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#round;
    const longest = Math.max(0, ...this.catalogue.all().map(({ timeoutMs }) => timeoutMs));
    const deadline = steadyNow() + longest + GRACE_MS;
    while (this.#inFlight() > 0 && steadyNow() < deadline) await sleep(LOOK_MS);
    if (this.#inFlight() === 0) await this.#exchange(this.#farewells(), 0).catch(() => undefined);
  }

  async #lift(endpointId: string): Promise<void> {
    this.#pauses.delete(endpointId);
    this.#led.delete(endpointId);
    this.#lifting.add(endpointId);
    try {
      await this.ledger.endPause(endpointId);
      this.#liftedAt.set(endpointId, steadyNow());
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'ending a pause', error });
    } finally {
      this.#lifting.delete(endpointId);
    }
  }

  #short(endpointId: string): void {
    const answeredAt = this.#answeredAt.get(endpointId) ?? -Infinity;
    this.#within(Math.max(0, answeredAt + QUIET_MS - steadyNow()));
  }

  /** A round begins within so many ms, or after the one under way. */
  #within(ms: number): void {
    const at = steadyNow() + ms;
    if (this.#round) this.#again = true;
    if (this.#round || this.#stopped || at >= this.#alarmAt) return;
    this.#alarmAt = at;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#round = this.#run()), ms);
  }

  async #run(): Promise<void> {
    this.#again = false;
    try {
      await this.#exchange(this.#asks(), GRANT_MS);
    } catch (error) {
      this.#again = false;
      this.events.publish({ kind: 'store-failing', during: 'sharing the rate limits', error });
    }
    this.#round = null;
    this.#alarmAt = Infinity;
    this.#within(this.#again ? QUIET_MS : EVERY_MS);
  }

  async #exchange(asks: readonly EndpointQuotaRequest[], leaseMs: number): Promise<void> {
    for (let at = 0; at < asks.length; at += CHUNK) {
      const chunk = asks.slice(at, at + CHUNK);
      const asked = steadyNow();
      const told = new Map(this.#pauses);
      const grants = await this.ledger.exchange(chunk, leaseMs);
      for (const ask of chunk) this.#told(ask, told.get(ask.endpointId));
      for (const grant of grants) this.#take(grant, asked, leaseMs);
      this.throttles.changes.next();
    }
  }

  #take({ endpointId, pauseMs, limits }: EndpointGrants, asked: number, leaseMs: number): void {
    const now = steadyNow();
    this.throttles
      .all()
      .get(endpointId)
      ?.granted(limits, asked + leaseMs, now);
    this.#answeredAt.set(endpointId, now);
    const outdated = this.#lifting.has(endpointId) || asked < (this.#liftedAt.get(endpointId) ?? -Infinity);
    if (!outdated) this.#follow(endpointId, pauseMs, asked);
  }

  /** What the ledger says of a pause, as of `asked`. One that it does not know of any more was ended by an operator. */
  #follow(endpointId: string, pauseMs: number, asked: number): void {
    const now = steadyNow();
    // The node that was asked for the longest quiet tries first; the others wait until it knows more.
    const led = this.#led.get(endpointId) ?? -Infinity;
    if (pauseMs > 0 && asked + pauseMs > led) this.throttles.follow(endpointId, now + pauseMs);
    const ended = pauseMs === 0 && !this.#pauses.has(endpointId);
    if (ended && this.throttles.pauseMs(endpointId, now) > LEAD_MS) this.throttles.unpause(endpointId);
  }

  /** One that became longer meanwhile is still to be told. */
  #told({ endpointId, pauseMs }: EndpointQuotaRequest, until: number | undefined): void {
    if (this.#pauses.get(endpointId) === until) this.#pauses.delete(endpointId);
    if (pauseMs > 0) this.#led.set(endpointId, steadyNow() + pauseMs);
  }

  #asks(): EndpointQuotaRequest[] {
    const asks: EndpointQuotaRequest[] = [];
    const now = steadyNow();
    for (const [endpointId, throttle] of this.throttles.all()) {
      const waiting = Math.max(0, this.load.count(endpointId) - throttle.inFlight);
      const limits = throttle.asks(now, waiting);
      const pauseMs = Math.max(0, (this.#pauses.get(endpointId) ?? 0) - now);
      const isPaused = throttle.pauseMs(now) > 0;
      if (limits === null && pauseMs === 0 && !isPaused) continue;
      asks.push(this.#ask(endpointId, throttle, { limits: limits ?? [], pauseMs }));
    }
    return asks;
  }

  #farewells(): EndpointQuotaRequest[] {
    const now = steadyNow();
    const busy = [...this.throttles.all()].filter(([, throttle]) => throttle.asks(now, 0) !== null);
    return busy.map(([endpointId, throttle]) => ({
      endpointId,
      pauseMs: 0,
      limits: throttle.leave(now).map((ask, at) => ({ ...ask, lingerMs: throttle.windowsMs[at]! + 1 })),
    }));
  }

  /** A last send may start as the lease ends, and take its whole time. */
  #ask(
    endpointId: string,
    throttle: Throttle,
    { limits, pauseMs }: { limits: NonNullable<ReturnType<Throttle['asks']>>; pauseMs: number },
  ): EndpointQuotaRequest {
    const timeoutMs = this.catalogue.find(endpointId)?.timeoutMs ?? UNKNOWN_TIMEOUT_MS;
    const linger = throttle.windowsMs.map((windowMs) => timeoutMs + windowMs + 1);
    return {
      endpointId,
      pauseMs,
      limits: limits.map((ask, at) => ({ ...ask, lingerMs: linger[at]! })),
    };
  }

  #inFlight(): number {
    return [...this.throttles.all().values()].reduce((sum, { inFlight }) => sum + inFlight, 0);
  }
}
