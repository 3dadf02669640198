import { beforeAll, describe, expect, it } from '@jest/globals';
import { Cli, type Running } from '../support/cli.js';
import { endpointOf } from '../support/gateway-answers.js';
import { START_MS, type GatewayProcess, type Json } from '../support/gateway-process.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';
import { verifyWebhook } from '../../clients/node/src/verify-webhook.js';

const stage = Stage.forFile();
let gateway: GatewayProcess;
let cli: Cli;

beforeAll(async () => {
  gateway = await stage.gateway({
    WEBHOOK_URLS: '',
    WEBHOOK_MAX_RETRIES: '5',
    WEBHOOK_BREAKER_FAILURES: '0',
  });
  cli = new Cli({ GATEWAY_URL: gateway.url }, stage.folder.path);
}, START_MS);

/** Starts a listener and resolves once the gateway sends to it. */
async function listening(to: string, type: string): Promise<{ run: Running; listener: Json }> {
  const run = cli.start(['listen', '--forward', to, '--type', type, '--json']);
  const listener = await until('the listener is opened', () => run.soFar().records[0]?.listener);
  await until('its stream is read', async () => (await endpointOf(gateway, listener.id)).state === 'enabled');
  return { run, listener };
}

const delivery = async (id: string): Promise<Json> =>
  (await gateway.get(`/api/webhooks/deliveries/${id}`)).body.delivery;

describe('gateway listen', () => {
  it('posts each delivery, signed, to the local server, and answers with its result', async () => {
    const local = await stage.receiver(({ body }) =>
      body.includes('"good"') ? { status: 201, body: 'taken' } : 422,
    );
    const { run, listener } = await listening(local.url('/hook'), 'heard.*');
    try {
      const sent = await gateway.trigger(
        { event: 'heard.one', data: { job_id: 'good' } },
        { prefer: 'wait=20' },
      );
      expect(sent.results).toMatchObject({ total: 1, successful: 1 });
      const [{ headers, body, path }] = local.requests as [Json];
      expect(path).toBe('/hook');
      expect(verifyWebhook(body, headers, listener.secret)).toMatchObject({
        event: 'heard.one',
        scheme: 'standard',
      });
      const [id] = sent.deliveries.map(({ delivery_id: one }: Json) => one);
      expect(await delivery(id)).toMatchObject({
        state: 'delivered',
        webhook_id: listener.webhook_id,
        history: [{ outcome: 'delivered', status: 201, response: { body: 'taken' } }],
      });

      const refused = await gateway.trigger(
        { event: 'heard.two', data: { job_id: 'bad' } },
        { prefer: 'wait=20' },
      );
      expect(refused.results).toMatchObject({ total: 1, successful: 0 });
      expect(run.soFar().records.slice(1, 3)).toMatchObject([
        { number: 1, event: 'heard.one', status: 201 },
        { number: 2, event: 'heard.two', status: 422 },
      ]);
    } finally {
      await run.end();
    }
  });

  it('records why the local server gave no answer, and retries', async () => {
    const closed = await stage.receiver();
    const url = closed.url();
    await closed.close();
    const { run } = await listening(url, 'unanswered.*');
    try {
      const { deliveries } = await gateway.trigger({ event: 'unanswered.one' });
      const failed = await until('attempts are made', async () => {
        const { history } = await delivery(deliveries[0].delivery_id);
        return history.length > 1 && history;
      });
      expect(failed[0]).toMatchObject({
        status: null,
        outcome: 'retry',
        error: { code: 'LISTENER_TARGET', message: expect.stringContaining('ECONNREFUSED') },
      });
    } finally {
      await run.end();
    }
  });

  it('leaves deliveries pending when it goes, and a stream that comes back gets them', async () => {
    const local = await stage.receiver();
    const { run, listener } = await listening(local.url(), 'left.*');
    await run.end('SIGKILL');
    await until(
      'the gateway notices',
      async () => (await endpointOf(gateway, listener.id)).state === 'paused',
    );
    const { deliveries } = await gateway.trigger({ event: 'left.one' });
    expect(await delivery(deliveries[0].delivery_id)).toMatchObject({ state: 'pending', held_by: 'pause' });

    const stop = new AbortController();
    const stream = await fetch(`${gateway.url}/api/webhooks/listen/${listener.id}`, { signal: stop.signal });
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (!text.includes('left.one')) text += (await reader.read()).value;
    expect(text).toContain('event: request');
    stop.abort();
  });

  it('is refused for a listener that is not there', async () => {
    expect(await gateway.get('/api/webhooks/listen/listener_00000000')).toMatchObject({ status: 404 });
    const answer = { hand: 'x', status: 200 };
    expect(await gateway.post('/api/webhooks/listen/listener_00000000/answers', answer)).toMatchObject({
      status: 404,
    });
  });

  it('tells a wrong --forward and --filter before it calls the gateway', async () => {
    expect(await cli.run(['listen'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--forward'),
    });
    expect(await cli.run(['listen', '--forward', 'http://127.0.0.1:1', '--filter', '{'])).toMatchObject({
      code: 2,
    });
    for (const wrong of ['ftp://127.0.0.1/x', 'file:///tmp/x', 'http://', 'two words', ''])
      expect(await cli.run(['listen', '--forward', wrong])).toMatchObject({
        code: 2,
        stderr: '--forward is an http:// or https:// URL such as http://localhost:4000/hook.\n',
      });
    expect(await cli.run(['listen', '--forward', 'http://me:hidden@127.0.0.1:1'])).toMatchObject({
      code: 2,
      stderr: '--forward holds no credentials.\n',
    });
  });

  it('ends at once at Ctrl-C, and tells the delivery that the local server has not answered', async () => {
    const local = await stage.receiver(() => 'handled');
    const { run } = await listening(local.url(), 'hanging.*');
    await gateway.trigger({ event: 'hanging.one' });
    await until('the local server has the request', () => local.requests.length === 1);
    const { records, code } = await run.end('SIGINT');
    expect(code).toBe(0);
    const told = records.find(({ event }) => event === 'hanging.one');
    expect(told).toMatchObject({
      status: null,
      error: 'the command ended before the local server answered',
      note: 'the gateway cancels the delivery',
    });
    expect(told!['duration_ms']).toBeLessThan(9_000);
  });

  it('takes its endpoint along when it ends, and says what was not delivered', async () => {
    const local = await stage.receiver(() => 503);
    const { run, listener } = await listening(local.url(), 'ended.*');
    const { deliveries } = await gateway.trigger({ event: 'ended.one' });
    await until('an attempt has failed', async () => {
      const { state, history } = await delivery(deliveries[0].delivery_id);
      return state === 'pending' && history.length > 0;
    });
    const { records, code } = await run.end('SIGTERM');
    expect(code).toBe(0);
    expect(records.at(-1)).toEqual({ closed: { webhook_id: listener.webhook_id, cancelled: 1 } });
    expect(await gateway.get(`/api/webhooks/endpoints/${listener.id}`)).toMatchObject({ status: 404 });
    expect(await delivery(deliveries[0].delivery_id)).toMatchObject({
      state: 'cancelled',
      reason: 'listener_disconnected',
    });
    const shown = await cli.run(['deliveries', '--endpoint', listener.webhook_id, '--json']);
    expect(shown.records).toMatchObject([{ id: deliveries[0].delivery_id, state: 'cancelled' }]);
    const later = await gateway.trigger({ event: 'ended.two' });
    expect(later.results).toMatchObject({ total: 0 });
  });

  it('says that the gateway is not told when it is not there at the end', async () => {
    await using own = new Stage();
    const away = await own.gateway({ WEBHOOK_URLS: '' });
    const run = cli.start(['listen', '--forward', 'http://127.0.0.1:1', '--url', away.url]);
    await until('its stream is read', async () => {
      const { body } = await away.get('/api/webhooks/endpoints');
      return body.endpoints[0]?.state === 'enabled';
    });
    await away.end('SIGKILL');
    await until('the command notices', () => run.soFar().stderr.includes('Connecting again'));
    const { code, stderr } = await run.end('SIGINT');
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /The gateway does not know yet that listener_\w+ is closed: after 60 s it cancels what was not delivered\.\n$/,
    );
  }, 60_000);
});

describe('Listeners of a gateway that was killed', () => {
  it('are ended by the next start, which cancels their deliveries with the reason', async () => {
    await using own = new Stage();
    const env = { WEBHOOK_URLS: '' };
    const first = await own.gateway(env);
    const { body } = await first.post('/api/webhooks/listen', { events: ['orphan.*'] });
    expect(body.listener).toMatchObject({
      webhook_id: expect.stringMatching(/^listener_/),
      grace_ms: 60_000,
    });
    const { deliveries } = await first.trigger({ event: 'orphan.one' });
    await first.end('SIGKILL');
    const next = await own.gateway(env);
    await until('the delivery is cancelled', async () => {
      const shown = await next.get(`/api/webhooks/deliveries/${deliveries[0].delivery_id}`);
      return shown.body.delivery.reason === 'listener_disconnected';
    });
    await until('its deliveries are found by its name', async () => {
      const path = `/api/webhooks/deliveries?endpoint=${body.listener.webhook_id}`;
      const found = (await next.get(path)).body.deliveries as Json[];
      return found[0]?.webhook_id === body.listener.webhook_id;
    });
  }, 60_000);
});
