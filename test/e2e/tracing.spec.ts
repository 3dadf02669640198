import { describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import type { Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const PARENT = 'b7ad6b7169203331';
const HEADERS = { traceparent: `00-${TRACE}-${PARENT}-01`, tracestate: 'rojo=00f067aa0ba902b7,congo=t61' };
const SERVER = 2;
const CLIENT = 3;

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code?: number; readonly message?: string };
}

type Attributes = readonly { key: string; value: Record<string, unknown> }[];
interface Export {
  resourceSpans: readonly {
    resource: { attributes: Attributes };
    scopeSpans: readonly { spans: readonly (Omit<Span, 'attributes'> & { attributes: Attributes })[] }[];
  }[];
}

const plain = (attributes: Attributes) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [
      key,
      value['intValue'] === undefined ? Object.values(value)[0] : Number(value['intValue']),
    ]),
  );

function exportsOf(collector: Receiver): Export[] {
  return collector.requests.map(({ body }) => JSON.parse(body) as Export);
}

function spansOf(collector: Receiver): Span[] {
  return exportsOf(collector)
    .flatMap(({ resourceSpans }) => resourceSpans.flatMap(({ scopeSpans }) => scopeSpans))
    .flatMap(({ spans }) => spans.map((span) => ({ ...span, attributes: plain(span.attributes) })));
}

/** No span leaves before the gateway stops: the spans that arrive were flushed. */
const toCollector = (collector: Receiver) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url(''),
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_BSP_SCHEDULE_DELAY: '60000',
});

/** Says of each module when it is loaded, to standard error. */
const TELLS_MODULES = `--import=data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from 'node:module';
  registerHooks({ load: (url, context, next) => (console.error('loads', url), next(url, context)) });
`)}`;

describe('Traces', () => {
  /** Whether the gateway has loaded the SDK. */
  const hasLoadedSdk = ({ errors }: GatewayProcess): boolean => {
    const modules = errors.filter((line) => line.startsWith('loads '));
    expect(modules.some((line) => line.includes('load-config'))).toBe(true);
    return modules.some((line) => line.includes('@opentelemetry/sdk-node'));
  };

  it('do not load the SDK where nobody asked for them', async () => {
    const app = await stage.receiver();
    const options = { NODE_OPTIONS: TELLS_MODULES, OTEL_BSP_SCHEDULE_DELAY: '60000' };
    const gateway = await stage.gateway({ WEBHOOK_URLS: app.url(), ...options });
    await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=20' });
    expect(hasLoadedSdk(gateway)).toBe(false);
  });

  it('load the SDK, and show an event as spans of its request, its acceptance and every attempt', async () => {
    const collector = await stage.receiver();
    const app = await stage.receiver((_, __, nth) => (nth === 1 ? 500 : 200));
    const chat = await stage.receiver(() => ({ status: 200, body: 'ok' }));
    const token = 'services/T0/B0/SecretSlackToken';
    const gateway = await stage.gateway({
      ...toCollector(collector),
      NODE_OPTIONS: TELLS_MODULES,
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
      WEBHOOK_URLS: `${app.url()},slack+${chat.url(`/${token}`)}`,
      WEBHOOK_HEADERS: 'Authorization:Bearer hidden-from-traces',
    });
    const { event_id: id, deliveries } = await gateway.trigger(
      { event: 'job.completed', data: { job_id: 'j1' } },
      { ...HEADERS, prefer: 'wait=20' },
    );
    await gateway.get('/api/webhooks/status');
    expect(await gateway.end()).toBe(0);
    expect(hasLoadedSdk(gateway)).toBe(true);

    const spans = spansOf(collector);
    const request = spans.find(({ kind }) => kind === SERVER)!;
    expect(request).toMatchObject({
      traceId: TRACE,
      parentSpanId: PARENT,
      name: 'POST /api/webhooks/trigger',
      attributes: { 'http.request.method': 'POST', 'http.response.status_code': 200 },
    });
    const acceptance = spans.find(({ name }) => name === 'accept event')!;
    expect(acceptance).toMatchObject({
      parentSpanId: request.spanId,
      attributes: { 'webhook.event_id': id, 'webhook.acceptance': 'accepted', 'webhook.deliveries': 2 },
    });
    const attempts = spans.filter(({ name }) => name === 'POST webhook_1');
    expect(attempts.map(({ attributes }) => attributes)).toMatchObject([
      {
        'http.response.status_code': 500,
        'error.type': 'HTTP_500',
        'url.full': app.url(),
        'server.address': '127.0.0.1',
        'server.port': app.port,
        'webhook.event_type': 'job.completed',
        'webhook.delivery_id': deliveries[0].delivery_id,
        'webhook.attempt': 1,
        'webhook.outcome': 'retry',
      },
      {
        'http.response.status_code': 200,
        'http.request.resend_count': 1,
        'webhook.attempt': 2,
        'webhook.outcome': 'delivered',
      },
    ]);
    expect(attempts.map(({ kind, parentSpanId, status }) => [kind, parentSpanId, status.code])).toEqual([
      [CLIENT, acceptance.spanId, 2],
      [CLIENT, acceptance.spanId, 0],
    ]);
    // Each attempt tells its own place, and only to applications.
    expect(app.requests.map(({ headers }) => headers['traceparent'])).toEqual(
      attempts.map(({ spanId }) => `00-${TRACE}-${spanId}-01`),
    );
    expect(app.requests.map(({ headers }) => headers['tracestate'])).toEqual([
      HEADERS.tracestate,
      HEADERS.tracestate,
    ]);
    expect(chat.requests.map(({ headers }) => headers['traceparent'])).toEqual([undefined]);
    expect(spans).toHaveLength(5);

    const written = collector.requests.map(({ body }) => body).join('\n');
    for (const secret of ['SecretSlackToken', 'hidden-from-traces', stage.secretFile().secret])
      expect(written).not.toContain(secret);
    expect(plain(exportsOf(collector)[0]!.resourceSpans[0]!.resource.attributes)).toMatchObject({
      'service.name': 'webhook-gateway',
      'deployment.environment.name': 'test',
    });
  });

  it('do not delay the shutdown when the collector does not answer', async () => {
    const collector = await stage.receiver(() => 'handled');
    const app = await stage.receiver();
    const gateway = await stage.gateway({ ...toCollector(collector), WEBHOOK_URLS: app.url() });
    await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=20' });
    const stopped = performance.now();
    expect(await gateway.end()).toBe(0);
    expect(performance.now() - stopped).toBeLessThan(9_000);
    expect(collector.requests).toHaveLength(1);
  });
});

describe('A traceparent without a collector', () => {
  it('is sent unchanged with every attempt, also after a restart, unless it is invalid', async () => {
    let broken = true;
    const app = await stage.receiver(() => (broken ? 500 : 200));
    const env = { WEBHOOK_URLS: app.url(), WEBHOOK_MAX_RETRIES: '100' };
    const first = await stage.gateway(env);
    await first.trigger({ event: 'job.completed', data: {} }, HEADERS);
    await app.count(2);
    await first.end('SIGKILL');
    broken = false;
    const before = app.requests.length;
    const second = await stage.gateway(env);
    await second.settled();
    const told = app.requests.length;
    expect(told).toBeGreaterThan(before);
    for (const { headers } of app.requests) expect(headers).toMatchObject(HEADERS);

    const bad = { traceparent: `00-${TRACE}-${PARENT}`, tracestate: HEADERS.tracestate };
    await second.trigger({ event: 'job.completed', data: {} }, bad);
    await second.trigger({ event: 'job.completed', data: {} });
    await app.count(told + 2);
    for (const { headers } of app.requests.slice(told)) {
      expect(headers).not.toHaveProperty('traceparent');
      expect(headers).not.toHaveProperty('tracestate');
    }
  });
});
