import { describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { postgresForEachTest } from '../support/postgres-for-each-test.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();

const system = ({ requests }: Receiver): string[] =>
  requests
    .map(({ headers }) => headers['x-streamgank-event'] ?? '')
    .filter((event) => event.startsWith('webhook.'));
const breaker = async (node: GatewayProcess): Promise<string> => (await node.status()).endpoints[0].breaker;
/** Resolves when the gateway's log reports the open circuit. */
const learnt = (node: GatewayProcess): Promise<string> => node.logged(/webhook_1 is failing/);
/** Resolves when the gateway's log reports the closed circuit: an endpoint that is sent little recovers for seconds. */
const learntOfRecovery = (node: GatewayProcess): Promise<string> => node.logged(/webhook_1 has recovered/);

describe('Two gateways on one PostgreSQL', () => {
  const database = postgresForEachTest();

  it('open and close the circuit together, probe one at a time, and report each change once', async () => {
    let broken = true;
    let opened = false;
    let flying = 0;
    let most = 0;
    const sick = await stage.receiver(async () => {
      if (!opened) return 500;
      most = Math.max(most, ++flying);
      // Long enough for the other gateway to send too, if it had no circuit.
      if (broken) await new Promise((wake) => setTimeout(wake, 700));
      flying--;
      return broken ? 500 : 200;
    });
    const app = await stage.receiver();
    const env = {
      DATABASE_URL: database.url,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_URLS: `${sick.url()},${app.url()}`,
      WEBHOOK_EVENTS: 'job.*,webhook.*',
      WEBHOOK_BREAKER_FAILURES: '3',
      WEBHOOK_BREAKER_PAUSE: '50ms',
      WEBHOOK_CONCURRENCY: '4',
      WEBHOOK_RETRY_SCHEDULE: Array.from({ length: 50 }, () => '1ms').join(),
    };
    const [one, other] = [await stage.gateway(env), await stage.gateway(env)];
    await one.trigger({ event: 'job.completed', data: {} });
    await learnt(one);
    opened = true;
    await learnt(other);
    expect(await breaker(other)).toMatch(/^(open|half_open)$/);
    for (let n = 0; n < 20; n++) await [one, other][n % 2]!.trigger({ event: 'job.completed', data: { n } });
    const probes = sick.requests.length;
    await sick.count(probes + 3, 20_000);
    expect(most).toBe(1);
    broken = false;
    await Promise.all([one.settled(), other.settled()]);
    await Promise.all([one, other].map(learntOfRecovery));
    await until('both are well', async () =>
      (await Promise.all([one, other].map(breaker))).every((state) => state === 'closed'),
    );
    await app.until(() => system(app).length >= 2, 40_000);
    expect(system(app)).toEqual(['webhook.endpoint_failing', 'webhook.endpoint_recovered']);
    expect(await database.query(`select count(*)::int as n from events where type like 'webhook.%'`)).toEqual(
      [{ n: 2 }],
    );
    expect(system(sick)).toEqual([]);
  }, 90_000);

  it('end a pause that the target asked for together, when one is asked for a probe', async () => {
    let asksForQuiet = true;
    const hushed = await stage.receiver(() =>
      asksForQuiet ? { status: 429, headers: { 'retry-after': '900' } } : 200,
    );
    const env = {
      DATABASE_URL: database.url,
      WEBHOOK_SECRET_KEY: 'secret-of-the-test',
      WEBHOOK_URLS: hushed.url(),
      WEBHOOK_EVENTS: 'job.*',
    };
    const [one, other] = await Promise.all([stage.gateway(env), stage.gateway(env)]);
    const held = async (node: GatewayProcess): Promise<unknown> => (await node.status()).endpoints[0].held_by;
    await one.trigger({ event: 'job.completed', data: {} });
    await until('one pauses', async () => (await held(one)) === 'target_pause');
    await until('the other pauses', async () => {
      await other.trigger({ event: 'job.completed', data: {} });
      return (await held(other)) === 'target_pause';
    });
    asksForQuiet = false;
    expect(await other.post('/api/webhooks/endpoints/webhook_1/probe', {})).toMatchObject({ status: 202 });
    await Promise.all([one.settled(), other.settled()]);
    await until('neither holds the endpoint', async () =>
      (await Promise.all([one, other].map(held))).every((by) => by === null),
    );
    const failed = await database.query(`select id from deliveries where state <> 'delivered'`);
    expect(failed).toEqual([]);
  }, 90_000);

  it('probe an endpoint and retry its deliveries when either of them is asked to', async () => {
    let broken = true;
    const sick = await stage.receiver(() => (broken ? 500 : 200));
    const [one, other] = await Promise.all(
      [1, 2].map(() =>
        stage.gateway({
          DATABASE_URL: database.url,
          WEBHOOK_SECRET_KEY: 'secret-of-two-gateways',
          WEBHOOK_URLS: sick.url(),
          WEBHOOK_BREAKER_FAILURES: '3',
          WEBHOOK_BREAKER_PAUSE: '1h',
          WEBHOOK_RETRY_SCHEDULE: '1h,1h',
        }),
      ),
    );
    for (let n = 0; n < 3; n++) await one!.trigger({ event: 'job.completed', data: { n } });
    await until('both know', async () =>
      (await Promise.all([one!, other!].map(breaker))).every((state) => state === 'open'),
    );
    await one!.statusWhere(({ deliveries }) => deliveries.pending === 3);
    broken = false;
    const before = sick.requests.length;
    const { status, body } = await other!.post('/api/webhooks/endpoints/webhook_1/probe', {});
    expect([status, body.success]).toEqual([202, true]);
    await sick.count(before + 1, 20_000);
    const filter = { filter: { endpoint: 'webhook_1' } };
    expect((await other!.post('/api/webhooks/deliveries/retry', filter)).status).toBe(202);
    await sick.count(before + 3, 20_000);
    await Promise.all([one!, other!].map(learntOfRecovery));
    await until('both are well', async () =>
      (await Promise.all([one!, other!].map(breaker))).every((state) => state === 'closed'),
    );
  }, 90_000);
});
