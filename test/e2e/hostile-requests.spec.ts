import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ApiDescription, type DescribedOperation, type Json } from '../support/api-description.js';
import { arbitraryOf } from '../support/arbitrary-json-schema.js';
import type { ApiAnswer, GatewayProcess } from '../support/gateway-process.js';
import { seed, sized, taken, tellSize } from '../support/long-run.js';
import { PartialRequest } from '../support/partial-request.js';
import { HOSTILE_BODIES, HOSTILE_BYTES, HOSTILE_TEXTS } from '../support/hostile-values.js';
import { placesOf, spoilt, spoiltBodies } from '../support/spoilt-fields.js';
import { Stage } from '../support/stage.js';
import { anyChar } from '../support/any-char.js';

const stage = Stage.forFile();
const api = new ApiDescription();
const ADMIN = 'admin-key-0123456789abcdef';
const KEY = { authorization: `Bearer ${ADMIN}` };
const JSON_TYPE = { 'content-type': 'application/json' };
/** Seed of the requests that are generated and chosen. */
const SEED = seed();
/** Generated requests of each kind, and spoilt bodies of each form: in `npm test`, in `npm run test:faults`, and in a long run. */
const [RUNS, RUNS_FULL, RUNS_LONG] = [1, 2, 40];
/** A quick run tries every operation, parameter and header, and every text: each of them with one of so many of the others. */
const SPREAD = 4;
const AT_ONCE = 12;
const MIB = 1024 * 1024;
const [SPOILT, SPOILT_LONG] = [4, 400];
const ABOUT = sized(SPOILT, SPOILT_LONG);
/** Arbitraries that are made once, as that takes longer than to draw from them. */
const [ANY_JSON, ANY_TEXT] = [fc.jsonValue(), fc.string({ unit: anyChar })];
/** Words of the gateway's inside that no answer may contain. */
const INSIDE =
  /node_modules|\bat \S+ \(|\.[jt]s:\d+|SQLITE_|syntax error at|TypeError|RangeError|ReferenceError/;

let gateway: GatewayProcess;
let endpoint: string;
/** Work that the answers have told of. */
const done = { events: new Set<string>(), made: 0, removed: 0 };

beforeAll(async () => {
  tellSize('Spoilt bodies of each form', SPOILT, SPOILT_LONG);
  const receiver = await stage.receiver();
  gateway = await stage.gateway({
    WEBHOOK_URLS: receiver.url('/environment'),
    WEBHOOK_EVENTS: 'nothing.of_this',
    WEBHOOK_ADMIN_KEYS: ADMIN,
    WEBHOOK_EMIT_KEYS: 'emit-key-0123456789abcdef',
    WEBHOOK_ALLOW_NETWORKS: 'loopback',
    WEBHOOK_TRUST_PROXY: 'loopback',
  });
  const { body } = await gateway.post(
    '/api/webhooks/endpoints',
    { url: receiver.url('/api'), events: ['nothing.of_this'] },
    KEY,
  );
  endpoint = body.endpoint.id;
  done.made++;
});

const taking = api.operations.filter(({ spec }) => spec.requestBody);
const withId = api.operations.filter(({ path }) => path.includes('{id}'));

function pathOf({ path }: DescribedOperation, id = path.includes('/endpoints/') ? endpoint : 'x'): string {
  return path.replace('{id}', encodeURIComponent(id));
}

/** Expects an answer as the operation describes it: no 500, no internals, and an audit entry if it changed something. */
function expectSound(operation: DescribedOperation, answer: ApiAnswer, sent: unknown): void {
  const faults = api.faultsOf(operation, answer);
  const inside = INSIDE.exec(typeof answer.body === 'string' ? '' : JSON.stringify(refusalOf(answer)))?.[0];
  if (faults.length === 0 && inside === undefined && answer.status < 500) return note(operation, answer.body);
  const text = sent instanceof Uint8Array ? Buffer.from(sent).toString('latin1') : JSON.stringify(sent);
  throw new Error(
    `${operation.method} ${operation.path} ← ${text.slice(0, 300)}: ${faults.join()} ${inside ?? ''}`,
  );
}

/** The answer where it is a refusal: others may repeat what was sent. */
function refusalOf({ status, body }: ApiAnswer): Json {
  return status >= 400 ? { ...body, errors: undefined } : {};
}

function note({ id }: DescribedOperation, body: Json): void {
  if (body.success !== true) return;
  if (id === 'triggerEvent') done.events.add(body.event_id);
  if (id === 'postEvents') for (const { event_id: id } of body.results) if (id) done.events.add(id);
  if (id === 'createEndpoint') done.made++;
  if (id === 'removeEndpoint') done.removed++;
}

interface Sent {
  readonly operation: DescribedOperation;
  readonly path?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

async function expectSoundAnswer({
  operation,
  path = pathOf(operation),
  body,
  headers = {},
}: Sent): Promise<void> {
  const type = body === undefined ? {} : JSON_TYPE;
  // Signing in with many wrong keys locks an address out: not the one that everything else comes from.
  const from: Record<string, string> = operation.id === 'login' ? { 'x-forwarded-for': '203.0.113.1' } : {};
  const request = {
    headers: { ...KEY, ...from, ...type, ...headers },
    ...(body === undefined ? {} : { body }),
  };
  const ask = (): Promise<ApiAnswer> => gateway.request(operation.method, path, request);
  let answer = await ask();
  // More exports at a time than there may be: each gets its turn.
  while (isTurnedAway(operation, answer)) answer = await ask();
  expectSound(operation, answer, [path, body, headers]);
}

function isTurnedAway({ path }: DescribedOperation, { status, headers }: ApiAnswer): boolean {
  return /export/.test(path) && status === 503 && headers.has('retry-after');
}

/** Sends bytes, and returns the answer until the connection is closed. */
async function spoken(bytes: string): Promise<string> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.end(bytes, 'latin1');
  return text(socket);
}

/** Sends all requests, a few at a time. */
async function expectSoundAnswers(requests: readonly Sent[]): Promise<void> {
  const left = [...requests];
  const sender = async (): Promise<void> => {
    for (let next = left.pop(); next; next = left.pop()) await expectSoundAnswer(next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
}

/** A media type of the body of an operation. */
interface Form {
  readonly operation: DescribedOperation;
  readonly mediaType: string;
  readonly schema: Json;
}

/** The forms of all bodies; of media types that differ by name alone, such as `x-ndjson` and `jsonl`, the first. */
const forms: readonly Form[] = taking.flatMap((operation) =>
  Object.entries<Json>(operation.spec.requestBody.content)
    .filter(([mediaType]) => !/\/(ndjson|jsonl)$/.test(mediaType))
    .map(([mediaType, { schema }]) => {
      // The schema says nothing of lines of JSON: each is an event.
      const line = { $ref: '#/components/schemas/TriggerRequest' };
      return { operation, mediaType, schema: schema.type === 'string' ? line : schema };
    }),
);
const inForm = ({ operation, mediaType }: Form, body: string | Uint8Array<ArrayBuffer>): Sent => ({
  operation,
  body,
  headers: { 'content-type': mediaType },
});

let ids = 0;

/** The first example of a body, of which one field at a time is spoilt; its events match no endpoint. */
function soundBody({ operation, mediaType }: Form): Json {
  const { value } = api.examples(operation).find((one) => one.mediaType === mediaType)!;
  const text = typeof value === 'string' ? value.split('\n')[0]! : JSON.stringify(value);
  const fresh = text.replaceAll(/"id":"[^"]+"/g, () => `"id":"hostile-${ids++}"`);
  const body = JSON.parse(fresh.replaceAll('https://your-app.com', 'http://127.0.0.1:9'));
  return operation.id === 'createEndpoint' ? { ...body, events: ['nothing.of_this'] } : body;
}

/** Operations with a query. */
const asked = api.operations.filter(({ id, method }) => method === 'GET' && id !== 'listen');
const CLOUD_EVENT = {
  'ce-specversion': '1.0',
  'ce-id': 'hostile-binary',
  'ce-source': '/hostile',
  'ce-type': 'hostile.binary',
};
const parametersOf = ({ spec }: DescribedOperation): Json[] =>
  spec.parameters.filter((one: Json) => one.in === 'query');

function withQuery(operation: DescribedOperation, pairs: readonly (readonly [string, string])[]): Sent {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value]));
  return { operation, path: `${pathOf(operation)}?${query.toString()}` };
}

describe('The gateway', () => {
  it.each(HOSTILE_BODIES.map(([name, body], nth) => [name, body, nth] as const))(
    'answers a hostile body as described, never with a 500: %s',
    async (_, body, nth) => {
      await expectSoundAnswers(taken(forms, SPREAD, nth).map((form) => inForm(form, body)));
    },
  );

  it('answers a body of random bytes as described', async () => {
    const forms: Record<string, string>[] = [
      {},
      { 'content-encoding': 'gzip' },
      { 'content-type': 'application/json; charset=utf-7' },
    ];
    await expectSoundAnswers(
      taking.flatMap((operation) =>
        HOSTILE_BYTES.flatMap((body) => forms.map((headers) => ({ operation, body, headers }))),
      ),
    );
  });

  it.each(forms.map((form) => [form.operation.id, form.mediaType, form] as const))(
    'answers hostile values in the fields of %s, %s, as described',
    async (_, __, form) => {
      const places = placesOf(form.schema, api.document.components.schemas);
      const bodies = spoiltBodies(() => soundBody(form), places, { seed: SEED, about: ABOUT });
      await expectSoundAnswers(bodies.map((body) => inForm(form, body)));
    },
  );

  it('is sent hostile values in nested fields, too', () => {
    const placesIn = (id: string): unknown[] => {
      const form = forms.find(({ operation }) => operation.id === id)!;
      return placesOf(form.schema, api.document.components.schemas);
    };
    expect(placesIn('redeliverDeliveries')).toContainEqual(['filter', 'state', 0]);
    expect(placesIn('postEvents')).toContainEqual(['events', 0, 'data', '__proto__']);
    expect(placesIn('previewUnsavedEndpoint')).toContainEqual(['endpoint', 'headers', 'constructor']);
  });

  it('answers hostile options of an adapter as described', async () => {
    const operation = api.operation('previewUnsavedEndpoint');
    const { body } = await gateway.get('/api/webhooks/adapters', KEY);
    const bodies = body.adapters.flatMap(({ type, options: schema }: Json) => {
      const endpoint = { url: 'http://127.0.0.1:9/api/webhooks/1/token', adapter: type };
      const places = placesOf(schema, {}).map((place) => ['endpoint', 'options', ...place]);
      return spoiltBodies(() => ({ endpoint }), places, { seed: SEED, about: ABOUT });
    });
    await expectSoundAnswers(bodies.map((body: string) => ({ operation, body })));
  });

  it('refuses a body that is too large for its route before it is sent', async () => {
    const limits: Readonly<Record<string, number>> = { login: 16 * 1024, postEvents: 16 * MIB };
    const announced = forms.map(({ operation, mediaType }) => {
      const length = 1 + (limits[operation.id] ?? MIB);
      const head = `${operation.method} ${pathOf(operation)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${mediaType}\r\n`;
      return `${head}Authorization: ${KEY.authorization}\r\nContent-Length: ${length}\r\n\r\n`;
    });
    const answers = await Promise.all(announced.map(spoken));
    expect(answers.map((answer) => answer.split(' ', 2)[1])).toEqual(forms.map(() => '413'));
  });

  it('answers hostile content types as described', async () => {
    const types = [
      '',
      ' ',
      'text/plain',
      'application/json/json',
      'application/json;',
      'multipart/form-data',
      '*/*',
      ';',
    ];
    const headers = types.map((type) => ({ 'content-type': type }));
    await expectSoundAnswers(
      taking.flatMap((operation) => headers.map((headers) => ({ operation, body: '{}', headers }))),
    );
  });

  it('answers hostile texts in the path as described', async () => {
    const ids = [...HOSTILE_TEXTS, 'x'.repeat(1_000)].filter((id) => id !== '');
    await expectSoundAnswers(
      withId.flatMap((operation, nth) =>
        taken(ids, SPREAD, nth).map((id) => ({ operation, path: pathOf(operation, id) })),
      ),
    );
  });

  it('answers hostile texts in the query as described', async () => {
    const requests = asked.flatMap((operation, at) => {
      const names = parametersOf(operation).map(({ name }) => name);
      return [...names, '__proto__', 'constructor[prototype]'].flatMap((name, nth) =>
        taken([...HOSTILE_TEXTS, ['a', 'b']], SPREAD, at + nth).map((value) =>
          withQuery(
            operation,
            [value].flat().map((one) => [name, one]),
          ),
        ),
      );
    });
    // Paths that are not UTF-8, or not encoded.
    const raw = asked.flatMap((operation) =>
      ['%', '%ff=%c3', '=&=&==', 'limit[]=1', 'limit[a]=1', `limit=${'9'.repeat(400)}`].map((query) => ({
        operation,
        path: `${pathOf(operation)}?${query}`,
      })),
    );
    await expectSoundAnswers([...requests, ...raw]);
  });

  it('answers hostile texts in the headers as described', async () => {
    const names = [
      'idempotency-key',
      'prefer',
      'webhook-id',
      'webhook-signature',
      'webhook-timestamp',
      'cookie',
    ];
    const more = [
      'x-csrf-token',
      'x-forwarded-for',
      'x-request-id',
      'traceparent',
      ...Object.keys(CLOUD_EVENT),
      'ce-extension',
      'ce-data_base64',
      'range',
    ];
    const values = [
      '',
      '\t',
      'é\xff',
      '%00',
      'x'.repeat(4_000),
      '"',
      ';;,,==',
      '__proto__',
      'wait=-1, wait=99999999999',
    ];
    const requests: readonly Sent[] = [
      { operation: api.operation('triggerEvent'), body: '{"event":"hostile.header"}' },
      { operation: api.operation('postEvents'), body: '{"events":[{"event":"hostile.header"}]}' },
      // A CloudEvent in binary mode: its attributes are headers.
      { operation: api.operation('postEvents'), body: '{}', headers: CLOUD_EVENT },
      { operation: api.operation('login'), body: '{"key":"none-of-the-keys-there-are"}' },
      { operation: api.operation('listOperations') },
    ];
    await expectSoundAnswers(
      requests.flatMap((request) =>
        [...names, ...more].flatMap((name, nth) =>
          taken(values, SPREAD, nth).map((value) => ({
            ...request,
            headers: { ...request.headers, [name]: value },
          })),
        ),
      ),
    );
  });

  it(`answers bodies generated from the schemas as described (SEED=${SEED})`, async () => {
    const { schemas } = api.document.components;
    for (const form of forms) {
      const fields = placesOf(form.schema, schemas).map(([first]) => first!);
      const sound = arbitraryOf(form.schema, schemas);
      const withField = fc
        .tuple(sound, fc.constantFrom(...fields), ANY_JSON)
        .map(([body, field, value]) => spoilt(body, [field], JSON.stringify(value)));
      const bodies = fc.oneof(
        sound.map((body) => JSON.stringify(body)),
        withField,
      );
      const check = fc.asyncProperty(
        bodies,
        async (body) => void (await expectSoundAnswer(inForm(form, body))),
      );
      await fc.assert(check, { seed: SEED, numRuns: sized(RUNS, RUNS_LONG, RUNS_FULL) });
    }
  });

  it(`answers queries generated from the schemas as described (SEED=${SEED})`, async () => {
    for (const operation of asked.filter((one) => parametersOf(one).length > 0)) {
      const values = parametersOf(operation).map(({ name, schema }): [string, fc.Arbitrary<Json>] => [
        name,
        fc.oneof({ weight: 4, arbitrary: arbitraryOf(schema, {}) }, ANY_TEXT),
      ]);
      const query = fc.record(Object.fromEntries(values), { requiredKeys: [] });
      const check = fc.asyncProperty(query, async (given) => {
        const pairs = Object.entries(given).flatMap(([name, value]) =>
          [value].flat().map((one) => [name, String(one)] as const),
        );
        await expectSoundAnswer(withQuery(operation, pairs));
      });
      await fc.assert(check, { seed: SEED, numRuns: sized(RUNS, RUNS_LONG, RUNS_FULL) });
    }
  });
});

describe('A request that is not valid HTTP', () => {
  const HEAD = 'POST /api/webhooks/trigger HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n';

  it.each([
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003'],
    ['a method nobody knows', 'STEAL / HTTP/1.1\r\nHost: a\r\n\r\n'],
    ['another protocol', 'GET / HTTP/9.9\r\nHost: a\r\n\r\n'],
    ['no host', 'GET /livez HTTP/1.1\r\n\r\n'],
    ['a header that breaks the line', `${HEAD}X: a\nY: b\rZ: c\r\n\r\n`],
    ['a header with a zero', `${HEAD}X: a\u0000b\r\n\r\n`],
    ['a header that is folded', `${HEAD}X: a\r\n b\r\nContent-Length: 0\r\n\r\n`],
    ['headers without end', `${HEAD}X: ${'x'.repeat(20_000)}\r\n\r\n`],
    ['many headers', `${HEAD}${'X: x\r\n'.repeat(3_000)}\r\n`],
    ['two lengths', `${HEAD}Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef`],
    ['a length that is negative', `${HEAD}Content-Length: -1\r\n\r\n`],
    ['a length and chunks', `${HEAD}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`],
    ['chunks that are none', `${HEAD}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n`],
    ['an upgrade', `${HEAD}Upgrade: websocket\r\nConnection: Upgrade\r\nContent-Length: 0\r\n\r\n`],
    [
      'a path that climbs',
      'GET /api/docs/../../../etc/passwd HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    ],
    ['a path that cannot be decoded', 'GET /api/%zz%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'],
    [
      'a whole address as a path',
      'GET http://169.254.169.254/latest/meta-data/ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
    ],
  ])('is refused: %s', async (_, bytes) => {
    const answer = await spoken(bytes);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect(answer).not.toMatch(INSIDE);
  });
});

describe('The gateway after hostile requests', () => {
  it('is not delayed by slow senders', async () => {
    const slow = await Promise.all(
      Array.from({ length: 100 }, (_, nth) =>
        PartialRequest.to(gateway.url, { event: 'hostile.slow' }, nth % 2 === 0 ? 'body' : 'headers', KEY),
      ),
    );
    const { status } = await gateway.post(
      '/api/webhooks/trigger',
      { event: 'hostile.quick', id: 'quick' },
      KEY,
    );
    expect(status).toBe(202);
    done.events.add('quick');
    // The slow connections are held open, not turned away.
    expect(slow.map(({ answer }) => answer)).toEqual(slow.map(() => ''));
    await Promise.all(slow.map((one) => one.abandon()));
  });

  it('has stored nothing but what it accepted', async () => {
    const stored = stage.rows<{ id: string }>("select id from events where type not like 'webhook.%'");
    expect(stored.map(({ id }) => id).sort()).toEqual([...done.events].sort());
    const { endpoints } = (await gateway.get('/api/webhooks/endpoints', KEY)).body;
    // Listeners end by themselves when nobody reads their stream.
    const kept = endpoints.filter(({ source }: Json) => source !== 'listener');
    expect(kept).toHaveLength(1 + done.made - done.removed);
  });

  it('runs, and has logged no error', () => {
    expect(gateway.exited).toBe(false);
    expect(gateway.errors).toEqual([]);
    const faults = gateway.lines.filter((line) => /"level":"(error|fatal)"/.test(line));
    expect(faults.map((line) => line.slice(0, 600))).toEqual([]);
  });
});
