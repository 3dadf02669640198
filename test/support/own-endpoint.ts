import { expect } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from './gateway-process.js';
import type { DeliveryRow, Stage } from './stage.js';
import { until } from './until.js';

let count = 0;

/** An endpoint of a test's own on a gateway that tests share: created through the API, for an event type of its own. */
export class OwnEndpoint {
  private constructor(
    readonly gateway: GatewayProcess,
    readonly stage: Stage,
    /** Its public name, `webhook_3`. */
    readonly name: string,
    readonly type: string,
  ) {}

  /** Creates it with `settings` of the API; the gateway's environment gives the other ones. */
  static async on(
    gateway: GatewayProcess,
    stage: Stage,
    url: string,
    settings: object = {},
  ): Promise<OwnEndpoint> {
    const type = `test.own_${++count}`;
    const answer = await gateway.post('/api/webhooks/endpoints', { url, events: [type], ...settings });
    expect(answer).toMatchObject({ status: 201, body: { success: true } });
    return new OwnEndpoint(gateway, stage, answer.body.endpoint.webhook_id as string, type);
  }

  /** Posts one event that goes to this endpoint alone. */
  trigger(data: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<ApiAnswer['body']> {
    return this.gateway.trigger({ event: this.type, data }, headers);
  }

  /** Posts one event and resolves with its results once it is settled. */
  async outcome(data: object = {}): Promise<ApiAnswer['body']> {
    return (await this.trigger(data, { prefer: 'wait=30' })).results;
  }

  /** Its deliveries in the store, oldest first. */
  deliveries(): DeliveryRow[] {
    return this.stage.deliveries().filter(({ webhook_id: name }) => name === this.name);
  }

  /** Its attempts in the store, oldest first. */
  attempts<Row extends object>(columns = 'attempts.*'): Row[] {
    return this.stage.rows<Row>(
      `select ${columns} from attempts join deliveries on deliveries.id = delivery_id
       where webhook_id = '${this.name}' order by attempts.id`,
    );
  }

  /** Resolves when none of its deliveries is pending or being sent any more. */
  async settled(withinMs = 30_000): Promise<void> {
    const settled = (): boolean =>
      this.deliveries().every(({ state }) => state !== 'pending' && state !== 'sending');
    await until(`${this.name} is settled`, settled, withinMs);
  }

  /** The endpoint as the API shows it. */
  async shown(): Promise<ApiAnswer['body']> {
    return (await this.gateway.get(`/api/webhooks/endpoints/${this.name}`)).body.endpoint;
  }
}
