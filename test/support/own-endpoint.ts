import { expect } from '@jest/globals';
import type { ApiAnswer, GatewayProcess } from './gateway-process.js';
import type { DeliveryRow, Stage } from './stage.js';
import { until } from './until.js';

let count = 0;

/** An endpoint of a test's own on a gateway that tests share: made by the API, for events of a type nobody else gets. */
export class OwnEndpoint {
  private constructor(
    readonly gateway: GatewayProcess,
    readonly stage: Stage,
    /** Its public name, `webhook_3`. */
    readonly name: string,
    readonly type: string,
  ) {}

  /** `settings` as the API takes them; what they leave out is as the gateway's environment says. */
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

  /** One event, for this endpoint alone. */
  trigger(data: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<ApiAnswer['body']> {
    return this.gateway.trigger({ event: this.type, data }, headers);
  }

  /** How many of one event's deliveries ended how, once they have. */
  async outcome(data: object = {}): Promise<ApiAnswer['body']> {
    return (await this.trigger(data, { prefer: 'wait=30' })).results;
  }

  /** In the store, oldest first. */
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

  /** Resolves when nothing waits for it or is being sent to it any more. */
  async settled(): Promise<void> {
    await until(`${this.name} is settled`, () =>
      this.deliveries().every(({ state }) => state !== 'pending' && state !== 'sending'),
    );
  }

  /** As the API shows it. */
  async shown(): Promise<ApiAnswer['body']> {
    return (await this.gateway.get(`/api/webhooks/endpoints/${this.name}`)).body.endpoint;
  }
}
