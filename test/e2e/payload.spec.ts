import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatewayProcess } from '../support/gateway-process.js';
import { guideExamples } from '../support/guide-examples.js';
import type { Received, Receiver } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

async function deliver(body: unknown, env: Readonly<Record<string, string>> = {}) {
  const receiver = await stage.receiver();
  const gateway = await stage.gateway({ WEBHOOK_URLS: receiver.url(), WEBHOOK_EVENTS: '*', ...env });
  const answer = await gateway.trigger(body);
  const [request] = await receiver.count(1);
  return { request: request!, answer };
}

describe('What a generic receiver gets', () => {
  it("is the guide's standard payload, byte for byte", async () => {
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

  it("comes of the guide's curl command", async () => {
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

  it('carries the headers of the guide', async () => {
    const { request, answer } = await deliver(guideExamples.trigger, {
      WEBHOOK_HEADERS: 'Authorization:Bearer your-token,X-Custom-Header:your-value',
    });
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'user-agent': 'StreamGank-Webhook/1.0',
      'x-streamgank-event': 'job.completed',
      'x-streamgank-delivery': expect.stringMatching(UUID),
      'x-streamgank-signature': expect.stringMatching(/^sha256=[0-9a-f]{64}$/),
      'content-length': String(Buffer.byteLength(request.body)),
      authorization: 'Bearer your-token',
      'x-custom-header': 'your-value',
    });
    expect(request.headers['x-streamgank-delivery']).toBe(answer.deliveries[0].delivery_id);
    expect(request.headers['webhook-id']).toBe(answer.deliveries[0].delivery_id);
    expect(request.headers['x-streamgank-test']).toBeUndefined();
  });

  it('keeps colons and commas of header values', async () => {
    const { request } = await deliver(guideExamples.trigger, {
      WEBHOOK_HEADERS:
        'Authorization:Basic dXNlcjpwYXNz:tail:end,X-Origin:https://a.example:8443/x,Accept-Language:de, en;q=0.5',
    });
    expect(request.headers['authorization']).toBe('Basic dXNlcjpwYXNz:tail:end');
    expect(request.headers['x-origin']).toBe('https://a.example:8443/x');
    expect(request.headers['accept-language']).toBe('de, en;q=0.5');
  });

  it('names the source and the brand that are configured', async () => {
    const { request } = await deliver(guideExamples.trigger, {
      WEBHOOK_SOURCE: 'acme-jobs',
      WEBHOOK_BRAND: 'Acme Video',
    });
    expect(JSON.parse(request.body).source).toBe('acme-jobs');
    expect(request.headers).toMatchObject({
      'user-agent': 'AcmeVideo-Webhook/1.0',
      'x-acmevideo-event': 'job.completed',
      'x-acmevideo-signature': expect.stringMatching(/^sha256=/),
    });
    expect(Object.keys(request.headers).join()).not.toContain('streamgank');
  });

  it('names each endpoint by its place in the list', async () => {
    const [one, two] = [await stage.receiver(), await stage.receiver()];
    const gateway = await stage.gateway({ WEBHOOK_URLS: `${one.url()}, generic+${two.url()}` });
    await gateway.trigger(guideExamples.trigger);
    const [[first], [second]] = [await one.count(1), await two.count(1)];
    expect(JSON.parse(first!.body).webhook_id).toBe('webhook_1');
    expect(JSON.parse(second!.body).webhook_id).toBe('webhook_2');
    expect(first!.headers['x-streamgank-delivery']).not.toBe(second!.headers['x-streamgank-delivery']);
  });

  it('says that it was a manual trigger when there is no data', async () => {
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

describe('The data of an event', () => {
  const shared = Stage.forFile();
  let receiver: Receiver;
  let gateway: GatewayProcess;
  beforeAll(async () => {
    receiver = await shared.receiver();
    gateway = await shared.gateway({ WEBHOOK_URLS: receiver.url() });
  });

  async function passOn(body: unknown) {
    const { deliveries } = await gateway.trigger(body);
    const ours = ({ headers }: Received) => headers['webhook-id'] === deliveries[0].delivery_id;
    return (await receiver.until((requests) => requests.some(ours))).find(ours)!;
  }

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
  ])('passes through untouched: %s', async (_, data) => {
    const request = await passOn(`{"event":"job.completed","data":${data}}`);
    expect(request.body).toContain(`"data":${data},"timestamp"`);
  });

  it('has keys that look like integers where JSON.stringify puts them', async () => {
    const data = JSON.parse('{"b":1,"10":"ten","2":"two","a":{"1":1,"x":2,"0":0}}');
    const request = await passOn({ event: 'job.completed', data });
    expect(request.body).toContain(`"data":${JSON.stringify(data)},"timestamp"`);
  });

  it('loses the white space the sender put around it, nothing else', async () => {
    const request = await passOn('{ "event" : "job.completed" , "data" : { "a" : [ 1 , "x  y" ] } }');
    expect(request.body).toContain('"data":{"a":[1,"x  y"]},"timestamp"');
  });

  it('may be as large as the body allows', async () => {
    const text = 'ä'.repeat(500_000);
    const request = await passOn({ event: 'job.completed', data: { text } });
    expect(JSON.parse(request.body).data.text).toBe(text);
    expect(request.headers['content-length']).toBe(String(Buffer.byteLength(request.body)));
  });
});
