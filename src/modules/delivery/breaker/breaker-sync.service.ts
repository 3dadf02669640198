import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { HealthStore, type EndpointHealth, type HealthChange } from '../../store/health-store.js';
import { CircuitBreakers } from './circuit-breakers.service.js';
import { changeFor, openFor, probeFor } from './health-change.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { BreakerStage } from '../../model/lane-states.js';
import { steadyNow } from '../../timing/steady-now.js';

/** How long after it was granted a probe may begin, ms, … */
const START_MS = 5_000;
/** … and what it may take beyond the deadline of its attempt until the others know how it went. */
const GRACE_MS = 5_000;
/** How often a change is made anew from what another node has written meanwhile. */
const PROBE_SOON_TRIES = 3;

/** Makes what this node knows of failing endpoints and what the store knows of them the same. */
@Injectable()
export class BreakerSync implements OnModuleInit {
  readonly #known = new Map<string, EndpointHealth>();
  /** Endpoints whose last write failed: whether it was made is not known. */
  readonly #unanswered = new Set<string>();
  /** Writes of one endpoint go one after the other. */
  readonly #writing = new Map<string, Promise<void>>();

  constructor(
    private readonly store: HealthStore,
    private readonly breakers: CircuitBreakers,
    private readonly events: DeliveryEvents,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {
    breakers.changes.subscribe(({ endpointId }) => void this.write(endpointId));
    breakers.healed.subscribe((endpointId) => void this.write(endpointId));
  }

  /** What an earlier process knew holds before anything is sent. */
  onModuleInit(): Promise<void> {
    return this.#refresh();
  }

  /** Takes over what other nodes have written, where there may be others. Rejects when the store does not answer. */
  async catchUp(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.#refresh();
  }

  async #refresh(): Promise<void> {
    for (const health of await this.store.list()) {
      // What is being written is settled by its answer.
      if (!this.#writing.has(health.endpointId)) this.#adopt(health);
    }
  }

  /** Writes what has changed, if anything has. A store that fails is asked again by whoever looks next. */
  write(endpointId: string): Promise<void> {
    if (!this.#writing.has(endpointId) && !this.#unwritten(endpointId)) return Promise.resolve();
    return this.#oneByOne(endpointId, async () => {
      let change = this.#unwritten(endpointId);
      while (change && (await this.#change(endpointId, change))) change = this.#unwritten(endpointId);
    });
  }

  stage(endpointId: string): BreakerStage {
    return this.breakers.state(endpointId);
  }

  /** Closes the breaker of an endpoint that works again, and stores that for all nodes. */
  reset(endpointId: string): Promise<void> {
    this.breakers.reset(endpointId);
    return this.write(endpointId);
  }

  /**
   * Makes the next probe of an open breaker due at once, for whichever node takes it: the stored row says so. Does nothing
   * where the breaker is not open (any more).
   *
   * @throws GatewayError `store_unavailable`, `store_full` when it is not stored
   */
  async probeSoon(endpointId: string): Promise<void> {
    let failure: unknown;
    await this.#oneByOne(endpointId, async () => {
      try {
        for (let tries = 0; tries < PROBE_SOON_TRIES && !(await this.#open(endpointId)); tries++);
      } catch (error) {
        failure = error;
      }
    });
    if (failure !== undefined) throw failure;
  }

  /** True when no more is to be done: it is stored, or the breaker is not open. */
  async #open(endpointId: string): Promise<boolean> {
    const local = this.breakers.snapshot(endpointId);
    if (local.stage !== 'open' || local.probeInMs === 0) return true;
    const known = this.#known.get(endpointId) ?? null;
    const change = openFor({ ...local, probeInMs: 0 }, known, this.clock.now());
    if (!(await this.#change(endpointId, change))) return false;
    this.breakers.probeNow(endpointId);
    return true;
  }

  /** Asks for the probe of an endpoint whose pause is over. `attemptMs`: how long its attempt may take. */
  probe(endpointId: string, attemptMs: number): Promise<void> {
    return this.#oneByOne(endpointId, async () => {
      const local = this.breakers.snapshot(endpointId);
      if (local.probeInMs !== 0) return;
      const asked = steadyNow();
      const forMs = START_MS + attemptMs + GRACE_MS;
      const known = this.#known.get(endpointId) ?? null;
      const granted = await this.#change(endpointId, probeFor(local, known, forMs, this.clock.now()));
      if (granted) this.breakers.probe(endpointId, asked + START_MS, asked + forMs);
    });
  }

  #unwritten(endpointId: string): HealthChange | null {
    const known = this.#known.get(endpointId) ?? null;
    return changeFor(this.breakers.snapshot(endpointId), known, this.clock.now());
  }

  async #change(endpointId: string, change: HealthChange): Promise<boolean> {
    const before = this.#known.get(endpointId);
    const version = before?.version ?? 0;
    const unsure = this.#unanswered.has(endpointId);
    this.#unanswered.add(endpointId);
    const { made, health } = await this.store.change(endpointId, version, change);
    this.#unanswered.delete(endpointId);
    // What an unanswered call has written after all looks as this one would have it, and is in the way of this one.
    if (!made && !(unsure && health.version === version + 1 && health.stage === change.stage)) {
      this.#adopt(health);
      return false;
    }
    this.#known.set(endpointId, health);
    this.breakers.confirm(health);
    this.#tell(before, health);
    return true;
  }

  #adopt(health: EndpointHealth): void {
    if (health.version <= (this.#known.get(health.endpointId)?.version ?? 0)) return;
    this.#known.set(health.endpointId, health);
    this.breakers.adopt(health);
  }

  /** Only the node that has written a change tells of it. */
  #tell(before: EndpointHealth | undefined, health: EndpointHealth): void {
    const was = before?.stage ?? 'closed';
    if (health.quiet) return;
    if (was === 'closed' && health.stage !== 'closed') this.events.publish({ kind: 'failing', health });
    if (was !== 'closed' && health.stage === 'closed')
      this.events.publish({ kind: 'recovered', health, openedAt: before!.openedAt! });
  }

  #oneByOne(endpointId: string, work: () => Promise<void>): Promise<void> {
    const turn = (this.#writing.get(endpointId) ?? Promise.resolve())
      .then(work)
      .catch((error: unknown) =>
        this.events.publish({ kind: 'store-failing', during: 'keeping the state of an endpoint', error }),
      )
      .finally(() => {
        if (this.#writing.get(endpointId) === turn) this.#writing.delete(endpointId);
      });
    this.#writing.set(endpointId, turn);
    return turn;
  }
}
