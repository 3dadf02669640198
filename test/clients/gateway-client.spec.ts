import { afterEach, describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import type { EventNote, GatewayClientOptions } from '../../clients/node/src/client-options.js';
import type { GatewayClientError } from '../../clients/node/src/gateway-client-error.js';
import { GatewayClient } from '../../clients/node/src/gateway-client.js';
import type { Answer, Behaviour, Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';
import { until } from '../support/until.js';

const stage = Stage.forEachTest();
const clients: GatewayClient[] = [];
afterEach(() => Promise.all(clients.splice(0).map((client) => client.close({ timeoutMs: 1 }))));

interface Sent {
  readonly event: string;
  readonly id: string;
  readonly timestamp: string;
  readonly data?: { readonly n?: number };
}
const sent = ({ body }: Received): Sent => JSON.parse(body) as Sent;
const numbers = (requests: readonly Received[]): (number | undefined)[] =>
  requests.map((request) => sent(request).data?.n);

/** The answer of a gateway that has taken the event. */
function taken(received: Received): Answer {
  const deliveries = [{ delivery_id: `d-${sent(received).id}`, webhook_id: 'webhook_1' }];
  const body = { success: true, event_id: sent(received).id, duplicate: false, deliveries };
  return { status: 202, body: JSON.stringify(body) };
}

function refusal(status: number, headers: Record<string, string> = {}): Answer {
  const errors = [{ field: 'event', message: 'event is odd.' }];
  const body = JSON.stringify({ success: false, code: 'some_code', message: 'Some words.', errors });
  return { status, headers, body };
}

async function clientOf(behaviour: Behaviour, options: GatewayClientOptions = {}) {
  const gateway = await stage.receiver(behaviour);
  const client = new GatewayClient({ url: gateway.url(''), retryDelayMs: 2, maxRetryDelayMs: 5, ...options });
  clients.push(client);
  return { gateway, client };
}

const failure = (promise: Promise<unknown>): Promise<GatewayClientError> =>
  promise.then(
    () => {
      throw new Error('it was taken');
    },
    (error: GatewayClientError) => error,
  );

describe('emit', () => {
  it('posts the event unchanged and resolves to its id and deliveries', async () => {
    const { gateway, client } = await clientOf(taken, { key: 'emit-key' });
    const data = { job_id: 'j1', n: 1 };
    const emitted = client.emit('job.completed', data);
    data.job_id = 'changed later';
    const receipt = await emitted;
    const [request] = gateway.requests;
    const { id, timestamp } = sent(request!);
    expect(JSON.parse(request!.body)).toEqual({
      event: 'job.completed',
      id,
      timestamp,
      data: { job_id: 'j1', n: 1 },
    });
    expect(Date.parse(timestamp)).toBeLessThanOrEqual(Date.now());
    expect(request).toMatchObject({
      path: '/api/webhooks/trigger',
      headers: { authorization: 'Bearer emit-key', 'content-type': 'application/json' },
    });
    expect(receipt).toEqual({
      eventId: id,
      duplicate: false,
      deliveries: [{ deliveryId: `d-${id}`, webhookId: 'webhook_1' }],
      attempts: 1,
    });
    expect(client.buffered).toEqual({ events: 0, bytes: 0 });
  });

  it('generates an id for each event or uses the given one, and its time', async () => {
    const { gateway, client } = await clientOf(taken);
    await client.emit('job.failed', {}, { id: 'mine', timestamp: new Date(0) });
    await client.emit('job.failed');
    await client.emit('job.failed');
    const [given, one, two] = gateway.requests.map(sent);
    expect(given).toMatchObject({ id: 'mine', timestamp: '1970-01-01T00:00:00.000Z', data: {} });
    expect(one!.id).not.toBe(two!.id);
    expect(one).not.toHaveProperty('data');
  });

  it('keeps the base path of the gateway', async () => {
    const gateway = await stage.receiver(taken);
    const client = new GatewayClient({ url: gateway.url('/gateway/') });
    await client.emit('job.completed', {});
    expect(gateway.requests[0]!.path).toBe('/gateway/api/webhooks/trigger');
  });

  it.each([
    ['no answer at all', 'cut'],
    ['408', 408],
    ['425', 425],
    ['429', 429],
    ['500', 500],
    ['502', 502],
    ['503', 503],
    ['504', 504],
    ['200 of some other server', 200],
  ])('repeats the same bytes after %s', async (_, trouble) => {
    const errors: string[] = [];
    const { gateway, client } = await clientOf(
      (received, response, nth) => {
        if (nth > 2) return taken(received);
        if (trouble !== 'cut') return trouble as number;
        response.destroy();
        return 'handled';
      },
      { onError: ({ code }, { attempts }) => errors.push(`${code} ${attempts}`) },
    );
    expect(await client.emit('job.completed', { n: 1 })).toMatchObject({ attempts: 3 });
    expect(new Set(gateway.requests.map(({ body }) => body)).size).toBe(1);
    expect(errors).toEqual(['unavailable 1', 'unavailable 2']);
  });

  it.each([400, 401, 403, 404, 409, 413, 415, 422, 301])('gives up at once on %i', async (status) => {
    const drops: EventNote[] = [];
    const { gateway, client } = await clientOf(
      () => refusal(status, status === 301 ? { location: '/elsewhere' } : {}),
      { onDrop: (event) => drops.push(event) },
    );
    const error = await failure(client.emit('job.completed', { n: 1 }, { id: 'e1' }));
    expect(error).toMatchObject({
      name: 'GatewayClientError',
      code: 'refused',
      status,
      answer: 'some_code',
      message: `The gateway answered HTTP ${status}: Some words.`,
      errors: [{ field: 'event', message: 'event is odd.' }],
    });
    expect(gateway.requests).toHaveLength(1);
    expect(drops).toEqual([{ id: 'e1', event: 'job.completed', attempts: 1 }]);
  });

  it('waits as long as Retry-After asks', async () => {
    const { gateway, client } = await clientOf((received, _, nth) =>
      nth === 1 ? refusal(503, { 'retry-after': '1' }) : taken(received),
    );
    await client.emit('job.completed', { n: 1 });
    const [first, second] = gateway.requests;
    expect(second!.at - first!.at).toBeGreaterThanOrEqual(990);
  });

  it('applies the timeout to the whole request, body included', async () => {
    const { client } = await clientOf(
      (received, response, nth) => {
        if (nth > 1) return taken(received);
        response.writeHead(202).write('{"success":');
        return 'handled';
      },
      { timeoutMs: 200 },
    );
    const { attempts } = await client.emit('job.completed', { n: 1 });
    expect(attempts).toBeGreaterThan(1);
  });

  it('gives up after ten answered attempts', async () => {
    const { gateway, client } = await clientOf(() => refusal(500));
    expect(await failure(client.emit('job.completed', {}))).toMatchObject({ code: 'gave_up', status: 500 });
    expect(gateway.requests).toHaveLength(10);
  });

  it('rejects an event that the gateway has not accepted within giveUpAfterMs', async () => {
    const { client } = await clientOf(() => 503, { giveUpAfterMs: 20 });
    expect(await failure(client.emit('job.completed', {}))).toMatchObject({ code: 'expired', status: 503 });
  });

  it('writes a bigint as a number with all of its digits', async () => {
    const { gateway, client } = await clientOf(taken);
    await client.emit('job.completed', { job_id: 154284075601887489n, ids: [1n, 2] });
    expect(gateway.requests[0]!.body).toContain('"data":{"job_id":154284075601887489,"ids":[1,2]}');
  });

  it.each([
    ['data that is an array', [[1]]],
    ['data that is a text', ['text']],
    ['data that is null', [null]],
    ['data in a circle', [circle()]],
    ['an id with a space', [{}, { id: 'a b' }]],
    ['an id of a line break', [{}, { id: 'a\nb' }]],
    ['a time that is none', [{}, { timestamp: new Date(Number.NaN) }]],
  ])('refuses %s before anything is sent', async (_, args) => {
    const { gateway, client } = await clientOf(taken);
    const [data, options] = args as [object, { id?: string }?];
    expect(await failure(client.emit('job.completed', data, options))).toMatchObject({
      code: 'invalid_event',
    });
    expect(client.buffered.events).toBe(0);
    expect(gateway.requests).toHaveLength(0);
  });

  it('continues when a callback throws', async () => {
    const { client } = await clientOf((received, _, nth) => (nth === 1 ? 503 : taken(received)), {
      onError: () => {
        throw new Error('in a callback');
      },
    });
    expect(await client.emit('job.completed', {})).toMatchObject({ attempts: 2 });
  });
});

describe('The order of events', () => {
  it('is the order of the emit calls, through outages and refusals', async () => {
    const { gateway, client } = await clientOf((received, _, nth) => {
      if (sent(received).data?.n === 3) return refusal(400);
      return nth % 3 === 0 ? 503 : taken(received);
    });
    const settled = await Promise.allSettled(
      Array.from({ length: 20 }, (_, n) => client.emit('job.completed', { n })),
    );
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1);
    const first = new Set(numbers(gateway.requests));
    expect([...first]).toEqual(Array.from({ length: 20 }, (_, n) => n));
  });

  it('is not kept where several concurrent requests are allowed', async () => {
    const held: (() => void)[] = [];
    const { gateway, client } = await clientOf(
      async (received) => {
        await new Promise<void>((go) => held.push(go));
        return taken(received);
      },
      { concurrency: 3 },
    );
    const all = Promise.all(Array.from({ length: 5 }, (_, n) => client.emit('job.completed', { n })));
    await until('three at a time', () => held.length === 3);
    expect(gateway.requests).toHaveLength(3);
    for (let done = 0; done < 5; done += 1) {
      await until('the next one', () => held.length > 0);
      held.shift()!();
    }
    expect(await all).toHaveLength(5);
  });
});

describe('The buffer', () => {
  it('holds no more events than its limit, and has room again once some are accepted', async () => {
    let away = true;
    const { gateway, client } = await clientOf((received) => (away ? 503 : taken(received)), {
      maxBufferedEvents: 2,
    });
    const kept = [client.emit('job.completed', { n: 0 }), client.emit('job.completed', { n: 1 })];
    const error = await failure(client.emit('job.completed', { n: 2 }));
    expect(error).toMatchObject({ code: 'buffer_full' });
    expect(error.message).toBe(
      'The buffer is full (2 events wait for the gateway); this event was not taken.',
    );
    away = false;
    await Promise.all(kept);
    await client.emit('job.completed', { n: 3 });
    expect([...new Set(numbers(gateway.requests))]).toEqual([0, 1, 3]);
  });

  it('holds no more bytes than its limit', async () => {
    const { client } = await clientOf(() => 503, { maxBufferedBytes: 2_000 });
    const kept = failure(client.emit('job.completed', { text: 'x'.repeat(1_500) }));
    expect(client.buffered.bytes).toBeGreaterThan(1_500);
    const error = await failure(client.emit('job.completed', { text: 'x'.repeat(1_500) }));
    expect(error).toMatchObject({ code: 'buffer_full' });
    await client.close({ timeoutMs: 1 });
    expect(await kept).toMatchObject({ code: 'closed' });
    expect(client.buffered).toEqual({ events: 0, bytes: 0 });
  });
});

describe('close', () => {
  it('sends buffered events first, without the long waits of an outage', async () => {
    let away = true;
    const errors: GatewayClientError[] = [];
    const { client } = await clientOf((received) => (away ? 503 : taken(received)), {
      retryDelayMs: 60_000,
      maxRetryDelayMs: 60_000,
      onError: (error) => errors.push(error),
    });
    const all = [1, 2, 3].map((n) => client.emit('job.completed', { n }));
    await until('a failed try', () => errors.length === 1);
    away = false;
    expect(await client.close()).toEqual({ dropped: 0 });
    expect(await Promise.all(all)).toHaveLength(3);
  });

  it('rejects and reports events that could not be sent in time', async () => {
    const drops: string[] = [];
    const { gateway, client } = await clientOf(() => 'handled', { onDrop: ({ id }) => drops.push(id) });
    const lost = ['a', 'b'].map((id) => failure(client.emit('job.completed', {}, { id })));
    await gateway.count(1);
    expect(await client.close({ timeoutMs: 20 })).toEqual({ dropped: 2 });
    expect(await Promise.all(lost)).toMatchObject([{ code: 'closed' }, { code: 'closed' }]);
    expect(drops.sort()).toEqual(['a', 'b']);
  });

  it('makes emit reject afterwards, and can be called again', async () => {
    const { client } = await clientOf(taken);
    const closing = client.close();
    expect(await failure(client.emit('job.completed', {}))).toMatchObject({ code: 'closed' });
    expect(await client.close()).toBe(await closing);
  });
});

describe('A signing key', () => {
  const KEY = `whsec_${Buffer.from('a key for signing events, 32 bytes').toString('base64')}`;

  it.each([
    ['in base64', KEY, new Webhook(KEY)],
    ['as it is', 'plain-emit-key', new Webhook(Buffer.from('plain-emit-key'), { format: 'raw' })],
  ])('%s signs each request anew, and is not sent', async (_, signingKey, library) => {
    const { gateway, client } = await clientOf((received, __, nth) => (nth === 1 ? 503 : taken(received)), {
      signingKey,
    });
    await client.emit('job.completed', { text: 'Größe 🎬' }, { id: 'event-1' });
    for (const { headers, body } of gateway.requests) {
      expect(library.verify(body, headers)).toMatchObject({ id: 'event-1', data: { text: 'Größe 🎬' } });
      expect(() => library.verify(`${body} `, headers)).toThrow('No matching signature');
      expect(headers['webhook-id']).toBe('event-1');
      expect(headers).not.toHaveProperty('authorization');
      expect(JSON.stringify(headers) + body).not.toContain(signingKey);
    }
  });

  it('cannot be combined with a key', () => {
    expect(() => new GatewayClient({ key: 'k', signingKey: 's' })).toThrow(
      'key and signingKey exclude one another',
    );
  });
});

describe('Invalid options', () => {
  it.each([
    [{ url: 'gateway:3000' }, 'url is not an http or https URL'],
    [{ url: 'http://user:pass@gateway' }, 'url holds a user name or password'],
    [{ timeoutMs: 0 }, 'timeoutMs is 0; it is a number from 1 on.'],
    [{ maxBufferedEvents: Number.NaN }, 'maxBufferedEvents is NaN'],
    [{ concurrency: -1 }, 'concurrency is -1'],
    [{ key: 'two words' }, 'key is not one word of printable ASCII.'],
  ])('are refused by name: %j', (options, words) => {
    expect(() => new GatewayClient(options)).toThrow(words);
  });
});

function circle(): object {
  const data: { self?: object } = {};
  data.self = data;
  return data;
}
