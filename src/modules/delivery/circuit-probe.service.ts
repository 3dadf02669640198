import { ConflictException, Injectable } from '@nestjs/common';
import type { Endpoint } from '../model/endpoint.js';
import { RepairStore } from '../store/repair-store.js';
import { Breakers } from './breakers.service.js';
import { HealthWatch } from './health-watch.service.js';
import { SharedHealth } from './shared-health.service.js';
import { TestSend, type TestResult } from './test-send.service.js';

/**
 * Tries an endpoint whose circuit is open at once, when an operator says that it is fixed, and lets its deliveries go on
 * when it works.
 */
@Injectable()
export class CircuitProbe {
  constructor(
    private readonly breakers: Breakers,
    private readonly health: SharedHealth,
    private readonly watch: HealthWatch,
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
    await this.health.probeSoon(id);
    await this.watch.tend(id);
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
    this.breakers.forgive(endpoint.id);
    await this.health.write(endpoint.id);
    return result;
  }

  async #assertResting({ id, webhookId, disabled, pausedAt }: Endpoint): Promise<void> {
    const refuse = (code: string, message: string): never => {
      throw new ConflictException({ code, message });
    };
    if (disabled) refuse('endpoint_disabled', `${webhookId} is disabled; enable it instead.`);
    if (pausedAt !== null) refuse('endpoint_paused', `${webhookId} is paused; resume it first.`);
    await this.health.catchUp();
    const stage = this.breakers.state(id);
    if (stage === 'probing') refuse('probe_under_way', `A probe of ${webhookId} is under way.`);
    if (stage === 'ramping') refuse('not_resting', `${webhookId} is recovering already.`);
    if (stage === 'closed')
      refuse('not_resting', `The circuit of ${webhookId} is closed; deliveries go out.`);
  }
}
