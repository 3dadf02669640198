import { describe, expect, it } from '@jest/globals';
import type { Answer, Received, Receiver } from '../support/receiver.js';
import type { Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const ENV = {
  WEBHOOK_EVENTS: 'job.*,webhook.*',
  WEBHOOK_BREAKER_FAILURES: '3',
  WEBHOOK_BREAKER_PAUSE: '100ms',
  WEBHOOK_CONCURRENCY: '2',
  WEBHOOK_RETRY_SCHEDULE: Array.from({ length: 50 }, () => '1ms').join(),
};

/** Answers of Slack: it has taken the message, or will never take it. */
const TAKEN = { status: 200, body: 'ok' };
const REFUSED = { status: 400, body: 'invalid_blocks' };

interface Told {
  readonly event: string;
  readonly data: Record<string, unknown>;
}

const type = ({ headers }: Received): string => headers['x-streamgank-event'] ?? '';
/** The system events a generic endpoint got, in order. */
const told = ({ requests }: Receiver): Told[] =>
  requests
    .filter((received) => type(received).startsWith('webhook.'))
    .map(({ body }) => JSON.parse(body) as Told);
const typesOf = (receiver: Receiver): string[] => told(receiver).map(({ event }) => event);
/** Headlines and endpoints of the chat messages about endpoints: `🔴 Endpoint failing: webhook_1`. */
const titles = ({ requests }: Receiver): string[] =>
  requests
    .map(({ body }) => (JSON.parse(body) as { text: string }).text.split(/ — |\s· /)[0]!)
    .filter((title) => !title.includes('Job'));

describe('System events', () => {
  it('about an endpoint go once to each other endpoint that subscribes to them, in its format, and never to itself', async () => {
    await using stage = new Stage();
    let answer: Answer = 500;
    const sick = await stage.receiver(() => answer);
    const app = await stage.receiver();
    const chat = await stage.receiver(() => TAKEN);
    const gateway = await stage.gateway({
      ...ENV,
      WEBHOOK_URLS: `slack+${sick.url()},${app.url()},slack+${chat.url('/services/T0/B0/X')}`,
    });
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'j1' } });
    await app.until(() => told(app).length === 1);
    answer = TAKEN;
    await app.until(() => told(app).length === 2, 20_000);
    answer = REFUSED;
    // The first failures of a cause are told at once; further ones are counted, and told together a minute later.
    const waited = { prefer: 'wait=20' };
    for (let n = 0; n < 12; n++)
      await gateway.trigger({ event: 'job.completed', data: { job_id: `given-up-${n}` } }, waited);
    await app.until(() => told(app).length === 3);
    answer = { status: 410, body: 'channel_is_archived' };
    await gateway.trigger({ event: 'job.completed', data: { job_id: 'gone' } });
    await app.until(() => told(app).length === 4);
    const { endpoints } = (await gateway.get('/api/webhooks/endpoints')).body;
    const identity = { endpoint_id: endpoints[0].id, webhook_id: 'webhook_1', adapter: 'slack', lost: 0 };
    const [failing, recovered, exhausted, disabled] = told(app);
    expect(failing).toMatchObject({
      event: 'webhook.endpoint_failing',
      data: {
        ...identity,
        url: endpoints[0].url,
        reason: 'HTTP 500 response',
        consecutive_failures: expect.any(Number),
      },
    });
    expect(recovered).toMatchObject({
      event: 'webhook.endpoint_recovered',
      data: { ...identity, closed: true, incident_id: failing!.data['incident_id'] },
    });
    expect(exhausted).toMatchObject({
      event: 'webhook.delivery_exhausted',
      data: {
        ...identity,
        count: expect.any(Number),
        attempts: 1,
        event: 'job.completed',
        job_id: expect.stringContaining('given-up-'),
        delivery_id: expect.any(String),
      },
    });
    expect(disabled).toMatchObject({
      event: 'webhook.endpoint_disabled',
      data: { ...identity, reason: expect.stringContaining('channel_is_archived') },
    });
    await gateway.settled();
    expect(titles(chat).map((title) => title.replace(/\d+ deliveries/, 'Delivery'))).toEqual([
      '🔴 Endpoint failing: webhook_1',
      '🟢 Endpoint recovered: webhook_1',
      '📭 Delivery failed: webhook_1',
      '⛔ Endpoint disabled: webhook_1',
    ]);
    expect(typesOf(sick)).toEqual([]);
  }, 60_000);

  it('cause no further system events where they cannot be delivered', async () => {
    await using stage = new Stage();
    let deafness: Answer = REFUSED;
    let sickness: Answer = REFUSED;
    const sick = await stage.receiver(() => sickness);
    const app = await stage.receiver();
    const deaf = await stage.receiver((received) =>
      type(received).startsWith('webhook.') ? deafness : TAKEN,
    );
    const gateway = await stage.gateway({
      ...ENV,
      WEBHOOK_URLS: `slack+${sick.url()},${app.url()},slack+${deaf.url()}`,
      WEBHOOK_BREAKER_PAUSE: '1h',
    });
    const giveUp = (n: number) => gateway.trigger({ event: 'job.completed', data: { n } });
    await giveUp(1);
    const givenUp = `select * from deliveries where webhook_id = 'webhook_3' and state = 'failed'`;
    await until('it is refused', () => stage.rows(givenUp).length === 1);
    deafness = 500;
    // Each cause is an incident of its own, which is told of at once.
    sickness = { status: 400, body: 'no_text' };
    await giveUp(2);
    await gateway.said(/webhook_3 is failing/);
    // A system event about the third endpoint would have come before this one.
    sickness = { status: 400, body: 'invalid_payload' };
    await giveUp(3);
    await app.until(() => told(app).length >= 3);
    expect(told(app).map(({ event, data }) => [event, data['webhook_id']])).toEqual(
      Array.from({ length: 3 }, () => ['webhook.delivery_exhausted', 'webhook_1']),
    );
    expect(stage.rows(`select * from events where type like 'webhook.%'`)).toHaveLength(3);
    const { incidents } = (await gateway.get('/api/webhooks/incidents')).body as Json;
    const quiet = incidents.filter((one: Json) => one.webhook_id === 'webhook_3');
    expect(quiet.map((one: Json) => one.quiet)).toEqual(quiet.map(() => true));
    expect(quiet).toHaveLength(2);
    expect(typesOf(sick)).toEqual([]);
  }, 60_000);

  it('are not created where no endpoint subscribes to them by name', async () => {
    await using stage = new Stage();
    const sick = await stage.receiver(() => REFUSED);
    const app = await stage.receiver();
    const gateway = await stage.gateway({
      ...ENV,
      WEBHOOK_EVENTS: '*',
      WEBHOOK_URLS: `slack+${sick.url()},${app.url()}`,
    });
    for (let n = 0; n < 2; n++)
      await gateway.trigger({ event: 'job.completed', data: { n } }, { prefer: 'wait=20' });
    await gateway.end('SIGTERM');
    expect(stage.rows('select distinct type from events')).toEqual([{ type: 'job.completed' }]);
    expect(typesOf(app)).toEqual([]);
  }, 60_000);
});

describe('An endpoint that keeps failing', () => {
  it('keeps its open circuit and its failing_since across a restart', async () => {
    await using stage = new Stage();
    const sick = await stage.receiver(() => 500);
    const env = { ...ENV, WEBHOOK_URLS: sick.url(), WEBHOOK_BREAKER_PAUSE: '1h' };
    const first = await stage.gateway(env);
    await first.trigger({ event: 'job.completed', data: {} });
    await first.said(/is failing: circuit open/);
    const { failing_since: since } = await until(
      'it is stored',
      () => stage.rows<{ failing_since: number }>('select * from endpoint_health')[0],
    );
    const [before] = (await first.status()).endpoints;
    expect(before).toMatchObject({
      breaker: 'open',
      consecutive_failures: 3,
      last_error: { code: 'HTTP_500', message: 'HTTP 500 response' },
    });
    expect(Date.parse(before.next_probe_at) - Date.now()).toBeGreaterThan(3_500_000);
    await first.end('SIGKILL');
    const sent = sick.requests.length;
    const second = await stage.gateway(env);
    const [after] = (await second.status()).endpoints;
    expect(after).toMatchObject({
      breaker: 'open',
      failing_since: new Date(since).toISOString(),
      consecutive_failures: 3,
    });
    expect((await second.get('/metrics')).body).toContain('webhook_endpoint_failing{endpoint="webhook_1"} 1');
    await second.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=1' });
    expect(sick.requests).toHaveLength(sent);
    expect(stage.deliveries().map(({ state }) => state)).toEqual(['pending', 'pending']);
  }, 60_000);

  it('is disabled after WEBHOOK_DISABLE_AFTER, keeps what is pending, and starts afresh when it is enabled', async () => {
    await using stage = new Stage();
    let broken = true;
    const sick = await stage.receiver(() => (broken ? 500 : 200));
    const env = { ...ENV, WEBHOOK_URLS: sick.url(), WEBHOOK_DISABLE_AFTER: '1s' };
    const first = await stage.gateway(env);
    for (let n = 0; n < 5; n++) await first.trigger({ event: 'job.completed', data: { n } });
    await first.said(/^⛔ Webhook webhook_1 is disabled: only failures since 20/, 20_000);
    await first.statusWhere(({ deliveries }) => deliveries.sending === 0);
    expect(await first.status()).toMatchObject({
      active_webhooks: 0,
      deliveries: { pending: 5, failed: 0 },
      endpoints: [{ state: 'disabled', disabled_reason: expect.stringMatching(/^HTTP_500: only failures/) }],
    });
    await first.end('SIGKILL');
    const second = await stage.gateway(env);
    expect(await second.status()).toMatchObject({ active_webhooks: 0, deliveries: { pending: 5 } });
    const sent = sick.requests.length;
    broken = false;
    await second.post('/api/webhooks/endpoints/webhook_1/enable', {});
    await second.settled();
    expect(sick.requests.length - sent).toBe(5);
    expect(await second.status()).toMatchObject({
      active_webhooks: 1,
      endpoints: [{ state: 'enabled', failing_since: null, consecutive_failures: 0, last_error: null }],
    });
  }, 60_000);
});
