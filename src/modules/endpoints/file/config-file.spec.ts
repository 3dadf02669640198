import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { certificate } from '../../../../test/support/certificates.js';
import { changedFields } from './changed-fields.js';
import { readConfigFile, type FileEndpoint } from './config-file.js';
import { fileWarnings } from './file-warnings.js';

const SCHEMA = join(import.meta.dirname, '../../../../docs/gateway-config.schema.json');
const schema = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(SCHEMA, 'utf8')) as Record<string, unknown>,
);
/** Nine levels of ten aliases each: a thousand million nodes. */
const ALIAS_BOMB = [
  'endpoints:',
  '  - name: a',
  '    url: https://a.example',
  '    options:',
  '      l0: &l0 [x]',
  ...Array.from(
    { length: 9 },
    (_, i) => `      l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`,
  ),
].join('\n');
const VARIABLES = { TOKEN: 'token-of-a-test', KEY: 'a-key-of-a-test' };

describe('readConfigFile', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  function read(text: string): FileEndpoint[] {
    const configFile = folder.file('gateway.yaml');
    writeFileSync(configFile, text);
    return [...readConfigFile({ configFile, brand: 'StreamGank' }, VARIABLES).endpoints];
  }

  it('keeps the value of numbers in filters, as JSON does', () => {
    const [only] = read(`
      endpoints:
        - name: a
          url: https://a.example.com/
          filter:
            data.id: { $gt: 154284075601887488, $lte: +0154284075601887489 }
            data.list: [9007199254740993, 1E400, -0, 0x10, 1.50, "9007199254740993"]`);
    expect(JSON.stringify(only!.definition.settings.filter)).toBe(
      '{"data.id":{"$gt":154284075601887488,"$lte":154284075601887489},' +
        '"data.list":[9007199254740993,1E400,-0,16,1.5,"9007199254740993"]}',
    );
    expect(changedFields(only!.definition, only!.definition)).toEqual([]);
    const [other] = read(`
      endpoints:
        - { name: a, url: "https://a.example.com/", filter: { data.id: 154284075601887490 } }`);
    const [one] = read(`
      endpoints:
        - { name: a, url: "https://a.example.com/", filter: { data.id: 154284075601887489 } }`);
    expect(changedFields(one!.definition, other!.definition)).toEqual(['filter']);
  });

  it('warns of filters and event types that can match nothing', () => {
    const endpoints = read(`
      endpoints:
        - { name: a, url: "https://a.example.com/", events: [job.finished], filter: { parameters.country: us } }
        - { name: b, url: "https://b.example.com/", events: [invoice.paid], filter: { data.country: us } }`);
    expect(fileWarnings(endpoints)).toEqual([
      'endpoint a: events: job.finished is no event type the gateway knows. Did you mean job.completed?',
      expect.stringContaining('endpoint a: filter: parameters.country is no field of an event'),
    ]);
  });

  it('reads endpoints with every field', () => {
    const text = `
      # yaml-language-server: $schema=docs/gateway-config.schema.json
      endpoints:
        - name: shop
          url: https://shop.example.com/hook?token=\${TOKEN}
          events: [job.completed, job.failed.*, "*"]
          filter: { data.parameters.country: us, data.retry_count: { $gt: 0 } }
          headers: { Authorization: "Bearer \${TOKEN}", X-Plain: "$\${TOKEN}" }
          timeout_ms: 5000
          retry_schedule_ms: [1000, 60000]
          ttl_ms: 86400000
          rate_limit: { max: 5, window_ms: 1000 }
          concurrency: 2
          ordering: job
          secret: \${KEY}
        - name: chat
          url: discord+https://chat.example.com/api/webhooks/1/\${TOKEN}
          max_retries: 0
          options: { username: Films, avatar_url: null }`;
    expect(schema(parse(text))).toBe(true);
    const [shop, chat] = read(text);
    expect(shop).toMatchObject({ name: 'shop', fingerprint: expect.stringMatching(/^file:/) });
    expect(shop!.definition).toMatchObject({
      adapter: 'generic',
      settings: { filter: { 'data.parameters.country': 'us' }, timeout_ms: 5000, ordering: 'job' },
      secrets: {
        url: 'https://shop.example.com/hook?token=token-of-a-test',
        headers: { Authorization: 'Bearer token-of-a-test', 'X-Plain': '${TOKEN}' },
        secret: 'a-key-of-a-test',
      },
    });
    expect(chat!.definition).toMatchObject({
      adapter: 'discord',
      settings: { max_retries: 0, options: { username: 'Films' } },
      secrets: { url: 'https://chat.example.com/api/webhooks/1/token-of-a-test' },
    });
  });

  it('reads certificates and keys as texts and from files beside the configuration file', () => {
    const { cert, key } = certificate({ name: 'gateway', until: new Date(Date.now() - 1_000) });
    writeFileSync(folder.file('client.pem'), cert);
    writeFileSync(folder.file('client.key'), key);
    const entry = {
      name: 'a',
      url: 'https://a.example/',
      tls: { ca: cert, cert: 'client.pem', key: folder.file('client.key') },
    };
    const text = JSON.stringify({ endpoints: [entry] });
    expect(schema(parse(text))).toBe(true);
    // One that has expired is told of and stops no start.
    expect(read(text)[0]!.definition.secrets.tls).toEqual({ ca: cert, cert, key, passphrase: null });
  });

  it.each([
    [
      { ca: 'missing.pem' },
      /line 1: endpoint a: tls\.ca names a file that cannot be read \(ENOENT\): missing\.pem/,
    ],
    [{ ca: 'gateway.yaml' }, /tls\.ca holds no certificate in PEM/],
    [{ cert: certificate({ name: 'x' }).cert }, /tls\.key is required with cert/],
    [{ cert: 1 }, /tls needs a cert that is a text/],
    [{ chain: 'x' }, /tls is \{"ca", "cert", "key", "passphrase"\}/],
  ])('tells the fault of the certificates in %j', (tls, message) => {
    const text = JSON.stringify({ endpoints: [{ name: 'a', url: 'https://a.example/', tls }] });
    expect(() => read(text)).toThrow(message);
  });

  it('warns of URLs that look like another thing, unless the adapter is named', () => {
    const url = 'https://chat.example.test/hooks/abcdefghijklmnopqrstuvwxyz';
    const [plain, named] = read(
      `endpoints:\n  - { name: chat, url: "<${url}>" }\n  - { name: app, url: "generic+${url}" }\n`,
    );
    expect(plain).toMatchObject({
      definition: { secrets: { url } },
      warnings: [expect.stringMatching(/^line 2: endpoint chat: This looks like .*mattermost\+/)],
    });
    expect(named!.warnings).toEqual([]);
  });

  it('accepts JSON, an empty list and an empty file', () => {
    expect(read('{"endpoints":[{"name":"a","url":"https://example.com/"}]}')).toHaveLength(1);
    expect([read('endpoints: []'), read(''), read('# nothing yet')]).toEqual([[], [], []]);
  });

  it.each([
    ['endpoints: [', /line 1: it is not YAML/],
    ['- a', /must be a map with the keys endpoints, events, actions and links/],
    ['endpoints: shop', /endpoints must be a list/],
    ['links: [x]\nendpoints: []', /links must be a map with the key job/],
    ['links: {jobs: "https://a.example"}\nendpoints: []', /no field links\.jobs\. Did you mean job\?/],
    ['links: {job: "https://{{ data.host }}/"}\nendpoints: []', /links\.job has a template in its host/],
    [
      'links: {job: "https://a.example/{{ data.x | upcas }}"}\nendpoints: []',
      /links\.job, line 1, column .*upcas/,
    ],
    ['endpoints: []\nservers: []', /there is no key servers/],
    ['endpoints:\n  - shop', /line 2: .*must be a JSON object/],
    ['endpoints:\n  - url: https://example.com', /line 2: .*name is required/],
    ['endpoints:\n  - name: a', /line 2: endpoint a: url is required/],
    [
      'endpoints:\n  - {name: a, url: https://a.example}\n  - {name: a, url: https://b.example}',
      /line 3: .*another/,
    ],
    ['endpoints:\n  - {name: a, url: "https://${MISSING}/"}', /line 2: .*variable MISSING is not set/],
    [
      'endpoints:\n  - {name: a, url: https://a.example, secret: "${WEBHOOK_ADMIN_KEYS}"}',
      /setting of the gateway/,
    ],
    ['endpoints:\n  - {name: a, url: "https://a.example/${DATABASE_URL}"}', /setting of the gateway/],
    [
      'endpoints:\n  - {name: a, url: "https://a.example/${WEBHOOK_SECRET_KEY_FILE}"}',
      /setting of the gateway/,
    ],
    ['endpoints:\n  - {name: a, url: *nothing}', /alias|not YAML/],
    [ALIAS_BOMB, /aliases .* cannot be resolved, contain themselves or stand for more than 1,000 nodes/],
    ['endpoints: &a [*a]', /aliases .* contain themselves/],
    [
      'endpoints:\n  - &a {name: a, url: https://a.example, headers: {x: *a}}',
      /aliases .* contain themselves/,
    ],
    [
      'endpoints:\n  - {name: a, url: https://a.example, filter: &f {$or: [{data.x: 1}, *f]}}',
      /aliases .* contain themselves/,
    ],
    ['endpoints:\n  - {name: a, url: "https://a.example/${constructor}"}', /constructor is not set/],
    ['endpoints:\n  - {name: a, url: "https://a.example/${toString}"}', /toString is not set/],
    ['endpoints:\n  - {name: a, url: https://a.example, colour: red}', /There is no field colour/],
    ['endpoints:\n  - {name: a, url: https://a.example, timeout_ms: 10s}', /timeout_ms is a whole number/],
    [
      'endpoints:\n  - {name: a, url: https://a.example, filter: {$where: x}}',
      /filter uses \$where, which is refused/,
    ],
    [
      'endpoints:\n  - {name: a, url: https://a.example, headers: {Host: x}}',
      /header Host is set by the gateway/,
    ],
    ['endpoints:\n  - {name: a, url: https://a.example, options: {x: 1}}', /There is no option x/],
  ])('refuses %j and names the line', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it('names all faults of all endpoints at once, and no secret', () => {
    const text = `
endpoints:
  - { name: one, url: "https://hooks.slack.com/workflows/T0/\${TOKEN}" }
  - { name: two, url: https://a.example, secret: short, concurrency: 0 }`;
    expect(() => read(text)).toThrow(/has 3 errors/);
    expect(() => read(text)).not.toThrow(/token-of-a-test|short/);
  });

  it('tells that the file does not exist', () => {
    const nowhere = { configFile: folder.file('nowhere.yaml'), brand: 'StreamGank' };
    expect(() => readConfigFile(nowhere)).toThrow(
      /^The file of endpoints .+ \(WEBHOOK_CONFIG\) cannot be read \(ENOENT\)\.$/,
    );
  });

  it.each([
    { url: 'https://a.example' },
    { name: 'a', url: 'https://a.example', timeout_ms: 0 },
    { name: 'a', url: 'https://a.example', max_retries: 1.5 },
    { name: 'a', url: 'https://a.example', events: [] },
    { name: 'a', url: 'https://a.example', events: ['Job'] },
    { name: 'a', url: 'https://a.example', rate_limit: { max: 1 } },
    { name: 'a', url: 'https://a.example', retry_schedule_ms: [] },
    { name: 'a', url: 'https://a.example', ordering: 'fifo' },
    { name: 'a', url: 'https://a.example', adapter: 'telex' },
    { name: 'a', url: 'https://a.example', secret: 12345678 },
    { name: 'a', url: 'https://a.example', headers: { a: 1 } },
    { name: 'a', url: 'https://a.example', colour: 'red' },
  ])('refuses what the published schema refuses: %j', (endpoint) => {
    expect(schema({ endpoints: [endpoint] })).toBe(false);
    expect(() => read(JSON.stringify({ endpoints: [endpoint] }))).toThrow(/error/);
  });
});
