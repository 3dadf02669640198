import { Injectable, type OnModuleInit } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Clock } from '../../model/clock.js';
import { HealthStore, type EndpointHealth, type HealthChange } from '../../store/health-store.js';
import { CircuitBreakers } from './circuit-breakers.service.js';
import { changeFor, openFor, probeFor } from './health-change.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import type { BreakerStage } from '../../model/lane-states.js';
import { SerialQueue } from '../../model/serial-queue.js';
import { steadyNow } from '../../timing/steady-now.js';
import { getOrMake } from '../../model/get-or-make.js';

/** Time within which a granted probe must begin, ms. */
const PROBE_START_MS = 5_000;
/** Time beyond the timeout of the probe's attempt within which its result is stored, ms. */
const PROBE_GRACE_MS = 5_000;
/** Number of tries to make a probe due, where another node changes the row meanwhile. */
const PROBE_SOON_MAX_TRIES = 3;

/** Synchronises the breakers of this node with the stored health of the endpoints, which all nodes share. */
@Injectable()
export class BreakerSync implements OnModuleInit {
  readonly #known = new Map<string, EndpointHealth>();
  /** Endpoints whose last write failed, so that the row may or may not have changed. */
  readonly #unconfirmed = new Set<string>();
  /** The writes under way by endpoint: those of one endpoint run one after another. */
  readonly #writing = new Map<string, SerialQueue>();

  constructor(
    private readonly store: HealthStore,
    private readonly breakers: CircuitBreakers,
    private readonly events: DeliveryEvents,
    private readonly config: GatewayConfig,
    private readonly clock: Clock,
  ) {
    breakers.changes.subscribe(({ endpointId }) => void this.write(endpointId));
    breakers.streakEnded.subscribe((endpointId) => void this.write(endpointId));
  }

  /** Adopts the health that earlier processes have stored, before the first attempt. Rejects when the store does not answer. */
  onModuleInit(): Promise<void> {
    return this.#refresh();
  }

  /** Adopts the changes of other nodes, where there may be any. Rejects when the store does not answer. */
  async catchUp(): Promise<void> {
    if (this.config.database.driver !== 'sqlite') await this.#refresh();
  }

  async #refresh(): Promise<void> {
    for (const health of await this.store.list()) {
      // The answer to a write under way holds a newer row.
      if (!this.#writing.has(health.endpointId)) this.#adopt(health);
    }
  }

  /** Stores the local state of an endpoint where other nodes do not know it. Never rejects: the monitor repeats a failed write. */
  write(endpointId: string): Promise<void> {
    if (!this.#writing.has(endpointId) && !this.#unwritten(endpointId)) return Promise.resolve();
    return this.#inOrder(endpointId, async () => {
      let change = this.#unwritten(endpointId);
      while (change && (await this.#change(endpointId, change))) change = this.#unwritten(endpointId);
    });
  }

  /** The stage of the endpoint's breaker now. */
  stage(endpointId: string): BreakerStage {
    return this.breakers.state(endpointId);
  }

  /** Forgets the failures of an endpoint that works again, and stores that for all nodes. */
  reset(endpointId: string): Promise<void> {
    this.breakers.reset(endpointId);
    return this.write(endpointId);
  }

  /**
   * Makes the next probe of an open breaker due now in the stored row, for the first node that takes it. Does nothing where the breaker
   * is not open.
   *
   * @throws GatewayError `store_unavailable`, `store_full` when it is not stored
   */
  async probeSoon(endpointId: string): Promise<void> {
    let failure: unknown;
    await this.#inOrder(endpointId, async () => {
      try {
        for (let tries = 0; tries < PROBE_SOON_MAX_TRIES && !(await this.#makeProbeDue(endpointId)); tries++);
      } catch (error) {
        failure = error;
      }
    });
    if (failure !== undefined) throw failure;
  }

  /** True when the due probe is stored or the breaker is not open; false where another node has changed the row. */
  async #makeProbeDue(endpointId: string): Promise<boolean> {
    const local = this.breakers.snapshot(endpointId);
    if (local.stage !== 'open' || local.probeInMs === 0) return true;
    const known = this.#known.get(endpointId) ?? null;
    const change = openFor({ ...local, probeInMs: 0 }, known, this.clock.now());
    if (!(await this.#change(endpointId, change))) return false;
    this.breakers.probeNow(endpointId);
    return true;
  }

  /** Claims the probe of an endpoint whose pause is over. `attemptMs`: timeout of its attempt, ms. */
  probe(endpointId: string, attemptMs: number): Promise<void> {
    return this.#inOrder(endpointId, async () => {
      const local = this.breakers.snapshot(endpointId);
      if (local.probeInMs !== 0) return;
      const requestedAt = steadyNow();
      const forMs = PROBE_START_MS + attemptMs + PROBE_GRACE_MS;
      const known = this.#known.get(endpointId) ?? null;
      const granted = await this.#change(endpointId, probeFor(local, known, forMs, this.clock.now()));
      if (granted) this.breakers.probe(endpointId, requestedAt + PROBE_START_MS, requestedAt + forMs);
    });
  }

  #unwritten(endpointId: string): HealthChange | null {
    const known = this.#known.get(endpointId) ?? null;
    return changeFor(this.breakers.snapshot(endpointId), known, this.clock.now());
  }

  /** Stores a change of the last known row; false where another node has changed it before, whose row is adopted then. */
  async #change(endpointId: string, change: HealthChange): Promise<boolean> {
    const before = this.#known.get(endpointId);
    const version = before?.version ?? 0;
    const isUnconfirmed = this.#unconfirmed.has(endpointId);
    this.#unconfirmed.add(endpointId);
    const { made, health } = await this.store.change(endpointId, version, change);
    this.#unconfirmed.delete(endpointId);
    // A call that failed may have written this change already, and would make this one fail by its version.
    const wasWritten = isUnconfirmed && health.version === version + 1 && health.stage === change.stage;
    if (!made && !wasWritten) {
      this.#adopt(health);
      return false;
    }
    this.#known.set(endpointId, health);
    this.breakers.confirm(health);
    this.#publish(before, health);
    return true;
  }

  #adopt(health: EndpointHealth): void {
    if (health.version <= (this.#known.get(health.endpointId)?.version ?? 0)) return;
    this.#known.set(health.endpointId, health);
    this.breakers.adopt(health);
  }

  /** Publishes a change that this node has stored; other nodes publish nothing of it. */
  #publish(before: EndpointHealth | undefined, health: EndpointHealth): void {
    const was = before?.stage ?? 'closed';
    if (health.quiet) return;
    if (was === 'closed' && health.stage !== 'closed') this.events.publish({ kind: 'failing', health });
    if (before && was !== 'closed' && health.stage === 'closed')
      this.events.publish({ kind: 'recovered', health, before });
  }

  /** Runs the work after the endpoint's earlier writes; publishes a failure instead of rejecting. */
  async #inOrder(endpointId: string, work: () => Promise<void>): Promise<void> {
    const queue = getOrMake(this.#writing, endpointId, () => new SerialQueue());
    try {
      await queue.run(work);
    } catch (error) {
      this.events.publish({ kind: 'store-failing', during: 'keeping the state of an endpoint', error });
    } finally {
      if (queue.size === 0) this.#writing.delete(endpointId);
    }
  }
}
