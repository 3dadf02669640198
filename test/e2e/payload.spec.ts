import { beforeAll, describe, expect, it } from '@jest/globals';
import { START_MS, type ApiAnswer, type GatewayProcess } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forFile();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
let receiver: Receiver;
let second: Receiver;
let gateway: GatewayProcess;

beforeAll(async () => {
  [receiver, second] = [await stage.receiver(), await stage.receiver()];
  gateway = await stage.gateway({
    WEBHOOK_URLS: `${receiver.url()}, generic+${second.url()}`,
    WEBHOOK_RATE_LIMIT_MAX: '1000',
    WEBHOOK_HEADERS:
      'Authorization:Basic dXNlcjpwYXNz:tail:end,X-Origin:https://a.example:8443/x,Accept-Language:de, en;q=0.5',
  });
}, START_MS);

/** The request at one of the receivers that a delivery came with. */
async function arrived(at: Receiver, delivery: { readonly delivery_id: string }): Promise<Received> {
  const ours = ({ headers }: Received) => headers['webhook-id'] === delivery.delivery_id;
  return (await at.until((requests) => requests.some(ours))).find(ours)!;
}

async function deliver(body: unknown): Promise<{ request: Received; answer: ApiAnswer['body'] }> {
  const answer = await gateway.trigger(body);
  return { request: await arrived(receiver, answer.deliveries[0]), answer };
}

async function passOn(body: unknown): Promise<Received> {
  return (await deliver(body)).request;
}

describe('The request to a generic receiver', () => {
  it("has the guide's standard payload, byte for byte", async () => {
    const { completedJob, timestamp } = guideExamples;
    const { request } = await deliver({ event: 'job.completed', data: completedJob, timestamp });
    expect(request.body).toBe(
      JSON.stringify({
        event: 'job.completed',
        data: completedJob,
        timestamp,
        webhook_id: 'webhook_1',
        source: 'streamgank',
      }),
    );
  });

  it("follows from the guide's curl command", async () => {
    const before = Date.now();
    const { request } = await deliver(guideExamples.trigger);
    const payload = JSON.parse(request.body);
    expect(Object.keys(payload)).toEqual(['event', 'data', 'timestamp', 'webhook_id', 'source']);
    expect(payload.data).toEqual({
      job_id: 'test_job_123',
      status: 'completed',
      video_url: 'https://example.com/test-video.mp4',
    });
    expect(new Date(payload.timestamp).toISOString()).toBe(payload.timestamp);
    expect(Date.parse(payload.timestamp)).toBeGreaterThanOrEqual(before);
  });

  it('has the headers of the guide', async () => {
    const { request, answer } = await deliver(guideExamples.trigger);
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'StreamGank-Webhook/1.0',
      'x-streamgank-event': 'job.completed',
      'x-streamgank-delivery': expect.stringMatching(UUID),
      'x-streamgank-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      'content-length': String(Buffer.byteLength(request.body)),
    });
    expect(request.headers['x-streamgank-delivery']).toBe(answer.deliveries[0].delivery_id);
    expect(request.headers['webhook-id']).toBe(answer.deliveries[0].delivery_id);
    expect(request.headers['x-streamgank-test']).toBeUndefined();
  });

  it('has the configured headers, with the colons and commas in their values', async () => {
    const { request } = await deliver(guideExamples.trigger);
    expect(request.headers['authorization']).toBe('Basic dXNlcjpwYXNz:tail:end');
    expect(request.headers['x-origin']).toBe('https://a.example:8443/x');
    expect(request.headers['accept-language']).toBe('de, en;q=0.5');
  });

  it('names each endpoint by its position in WEBHOOK_URLS', async () => {
    const { request: first, answer } = await deliver(guideExamples.trigger);
    const other = await arrived(second, answer.deliveries[1]);
    expect(JSON.parse(first.body).webhook_id).toBe('webhook_1');
    expect(JSON.parse(other.body).webhook_id).toBe('webhook_2');
    expect(first.headers['x-streamgank-delivery']).not.toBe(other.headers['x-streamgank-delivery']);
  });

  it('says that the event was triggered manually when it has no data', async () => {
    const { request } = await deliver({ event: 'job.completed' });
    const { data } = JSON.parse(request.body);
    expect(data).toEqual({
      message: 'Manual webhook test trigger',
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      manual: true,
    });
    expect(Object.keys(data)).toEqual(['message', 'timestamp', 'manual']);
  });
});

describe('The request of a gateway with another brand', () => {
  const house = Stage.forFile();

  it('has the configured source, brand and headers', async () => {
    const own = await house.receiver();
    const branded = await house.gateway({
      WEBHOOK_URLS: own.url(),
      WEBHOOK_SOURCE: 'acme-jobs',
      WEBHOOK_BRAND: 'Acme Video',
      WEBHOOK_HEADERS: 'Authorization:Bearer your-token,X-Custom-Header:your-value',
    });
    await branded.trigger(guideExamples.trigger);
    const [request] = await own.count(1);
    expect(JSON.parse(request!.body).source).toBe('acme-jobs');
    expect(request!.headers).toMatchObject({
      'user-agent': 'AcmeVideo-Webhook/1.0',
      'x-acmevideo-event': 'job.completed',
      'x-acmevideo-signature': expect.stringMatching(/^sha256=/),
      authorization: 'Bearer your-token',
      'x-custom-header': 'your-value',
    });
    expect(Object.keys(request!.headers).join()).not.toContain('streamgank');
  });
});

describe('The data of an event', () => {
  it.each([
    ['order of keys', '{"z":1,"a":2,"m":{"y":1,"b":2}}'],
    [
      'text of all scripts',
      '{"de":"Größe ß","ja":"完了しました","emoji":"🎬👨‍👩‍👧","rtl":"מוכן","null":"\\u0000"}',
    ],
    ['line separators and lone surrogates', '{"sep":"a\u2028b\u2029c","half":"\\ud83d"}'],
    ['keys that mean something to JavaScript', '{"__proto__":{"x":1},"constructor":{"prototype":{"y":2}}}'],
    ['nested keys named __proto__', '{"a":{"__proto__":null,"toString":1,"hasOwnProperty":false}}'],
    ['null, false, 0 and empty values', '{"n":null,"f":false,"z":0,"s":"","o":{},"a":[],"":1}'],
    ['what looks like markup', '{"html":"<script>&amp;\\"</script>","slack":"<!channel>"}'],
    ['numbers', '{"i":9007199254740991,"f":0.1,"e":1e+300,"neg":-5}'],
    ['an empty object', '{}'],
  ])('passes through unchanged: %s', async (_, data) => {
    const request = await passOn(`{"event":"job.completed","data":${data}}`);
    expect(request.body).toContain(`"data":${data},"timestamp"`);
  });

  it('has keys that look like integers where JSON.stringify puts them', async () => {
    const data = JSON.parse('{"b":1,"10":"ten","2":"two","a":{"1":1,"x":2,"0":0}}');
    const request = await passOn({ event: 'job.completed', data });
    expect(request.body).toContain(`"data":${JSON.stringify(data)},"timestamp"`);
  });

  it('loses the white space around it, and nothing else', async () => {
    const request = await passOn('{ "event" : "job.completed" , "data" : { "a" : [ 1 , "x  y" ] } }');
    expect(request.body).toContain('"data":{"a":[1,"x  y"]},"timestamp"');
  });

  it('can be as large as the limit of the body allows', async () => {
    const text = 'ä'.repeat(500_000);
    const request = await passOn({ event: 'job.completed', data: { text } });
    expect(JSON.parse(request.body).data.text).toBe(text);
    expect(request.headers['content-length']).toBe(String(Buffer.byteLength(request.body)));
  });
});
