import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../../model/endpoint.js';
import { Refusal } from '../../model/refusal.js';
import { steadyNow } from '../../timing/steady-now.js';
import { HeldDeliveries } from '../rate-limit/held-deliveries.service.js';
import { Throttles } from '../rate-limit/throttles.service.js';
import { BreakerMonitor } from '../breaker/breaker-monitor.service.js';
import { BreakerSync } from '../breaker/breaker-sync.service.js';
import { TestSend, type TestResult } from './test-send.service.js';

/**
 * Probes an endpoint at once when an operator says that it is fixed: one whose circuit is open or that asked for a pause.
 * Its deliveries resume when the probe succeeds.
 *
 * This folder tries endpoints out when an operator asks for it: a probe of an open circuit, a test event (`test-send.service.ts`), and a
 * preview of the request that an event would make (`preview.service.ts`). The routes stand in the room `endpoint-api`.
 */
@Injectable()
export class CircuitProbe {
  constructor(
    private readonly throttles: Throttles,
    private readonly sync: BreakerSync,
    private readonly watch: BreakerMonitor,
    private readonly held: HeldDeliveries,
    private readonly testSend: TestSend,
  ) {}

  /**
   * Makes one pending delivery due now as the probe; this node or another takes it. Resolves before its outcome is known.
   *
   * @throws Refusal `endpoint_disabled`, `endpoint_paused`, `not_resting`, `probe_under_way`, `nothing_waiting`
   */
  async withDelivery(endpoint: Endpoint): Promise<void> {
    await this.#assertResting(endpoint);
    const { id, webhookId } = endpoint;
    if ((await this.held.retryFirst(id)) === null) {
      const message = `Nothing is queued for ${webhookId}; send {"with":"test"} to probe it with a test event.`;
      throw Refusal.conflict(message, 'nothing_waiting');
    }
    this.throttles.endPause(id);
    await this.sync.probeSoon(id);
    await this.watch.syncAndProbe(id);
  }

  /**
   * Sends one test event; where it succeeds the endpoint recovers, for all nodes.
   *
   * @throws Refusal as above, but for `nothing_waiting`
   */
  async withTest(endpoint: Endpoint): Promise<TestResult> {
    await this.#assertResting(endpoint);
    const result = await this.testSend.send(endpoint);
    if (!result.success) return result;
    this.throttles.endPause(endpoint.id);
    await this.sync.reset(endpoint.id);
    return result;
  }

  async #assertResting({ id, webhookId, disabled, pausedAt }: Endpoint): Promise<void> {
    const refuse = (code: string, message: string): never => {
      throw Refusal.conflict(message, code);
    };
    if (disabled) refuse('endpoint_disabled', `${webhookId} is disabled; enable it instead.`);
    if (pausedAt !== null) refuse('endpoint_paused', `${webhookId} is paused; resume it first.`);
    await this.sync.catchUp();
    const stage = this.sync.stage(id);
    if (stage === 'half_open') refuse('probe_under_way', `A probe of ${webhookId} is under way.`);
    if (stage === 'recovering') refuse('not_resting', `${webhookId} is recovering already.`);
    if (stage === 'closed' && this.throttles.pauseMs(id, steadyNow()) === 0)
      refuse('not_resting', `The circuit of ${webhookId} is closed and it has asked for no pause.`);
  }
}
