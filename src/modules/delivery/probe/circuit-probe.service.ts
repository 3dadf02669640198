import { ConflictException, Injectable } from '@nestjs/common';
import type { Endpoint } from '../../model/endpoint.js';
import { RepairStore } from '../../store/repair-store.js';
import { steadyNow } from '../../timing/steady-now.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { BreakerMonitor } from '../breaker/breaker-monitor.service.js';
import { BreakerSync } from '../breaker/breaker-sync.service.js';
import { TestSend, type TestResult } from './test-send.service.js';

/** What waits for the end of a pause is due no later than so long after it, ms. */
const ROUNDED_MS = 1_000;

/**
 * Tries an endpoint at once whose deliveries are on hold because it failed or asked for fewer requests, when an operator
 * says that it is fixed, and lets them go on when it works.
 */
@Injectable()
export class CircuitProbe {
  constructor(
    private readonly throttles: Throttles,
    private readonly sync: BreakerSync,
    private readonly watch: BreakerMonitor,
    private readonly repair: RepairStore,
    private readonly testSend: TestSend,
  ) {}

  /**
   * Has one pending delivery sent now, by this node or whichever takes the probe first. Resolves before its outcome is known.
   *
   * @throws ConflictException `endpoint_disabled`, `endpoint_paused`, `not_resting`, `probe_under_way`, `nothing_waiting`
   */
  async withDelivery(endpoint: Endpoint): Promise<void> {
    await this.#assertResting(endpoint);
    const { id, webhookId } = endpoint;
    if ((await this.repair.retryFirst(id)) === null) {
      const message = `Nothing is queued for ${webhookId}; send {"with":"test"} to probe it with a test event.`;
      throw new ConflictException({ code: 'nothing_waiting', message });
    }
    await this.#lift(id);
    await this.sync.probeSoon(id);
    await this.watch.syncAndProbe(id);
  }

  /**
   * Sends one test event; where it succeeds the endpoint recovers, for all nodes.
   *
   * @throws ConflictException as above, but for `nothing_waiting`
   */
  async withTest(endpoint: Endpoint): Promise<TestResult> {
    await this.#assertResting(endpoint);
    const result = await this.testSend.send(endpoint);
    if (!result.success) return result;
    await this.#lift(endpoint.id);
    await this.sync.reset(endpoint.id);
    return result;
  }

  /** Ends a pause that the target asked for: what waits for its end in the store is due now. */
  async #lift(endpointId: string): Promise<void> {
    const restMs = this.throttles.pauseMs(endpointId, steadyNow());
    if (restMs === 0) return;
    await this.repair.hasten(endpointId, restMs + ROUNDED_MS);
    this.throttles.endPause(endpointId);
  }

  async #assertResting({ id, webhookId, disabled, pausedAt }: Endpoint): Promise<void> {
    const refuse = (code: string, message: string): never => {
      throw new ConflictException({ code, message });
    };
    if (disabled) refuse('endpoint_disabled', `${webhookId} is disabled; enable it instead.`);
    if (pausedAt !== null) refuse('endpoint_paused', `${webhookId} is paused; resume it first.`);
    await this.sync.catchUp();
    const stage = this.sync.stage(id);
    if (stage === 'probing') refuse('probe_under_way', `A probe of ${webhookId} is under way.`);
    if (stage === 'ramping') refuse('not_resting', `${webhookId} is recovering already.`);
    if (stage === 'closed' && this.throttles.pauseMs(id, steadyNow()) === 0)
      refuse('not_resting', `The circuit of ${webhookId} is closed and it has asked for no pause.`);
  }
}
