import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { builtInTypes } from '../support/built-in-types.js';
import type { Adapter, Target, TargetResponse } from '../../src/adapters/adapter.js';
import { generic } from '../../src/adapters/generic/generic.adapter.js';
import { isSecretOption } from '../../src/adapters/secret-options.js';
import { optionNames } from '../../src/modules/endpoints/definitions/options.js';
import { ADAPTERS, maskUrl, recognise } from '../../src/adapters/registry.js';
import type { GatewayConfig } from '../../src/modules/config/gateway-config.js';
import { Preview } from '../../src/modules/delivery/probe/preview.service.js';
import { EventTypeDrafts } from '../../src/modules/event-types/event-type-drafts.service.js';
import { Redactor } from '../../src/modules/model/redactor.js';
import { Identity } from '../../src/modules/delivery/request/identity.service.js';
import { judge } from '../../src/modules/delivery/request/judge.js';
import { keptHeaders } from '../../src/modules/delivery/request/kept-headers.js';
import { secretsOf, withoutSecrets } from '../../src/modules/delivery/request/redact.js';
import { Requests } from '../../src/modules/delivery/request/request-archive.service.js';
import type { Answer } from '../../src/modules/delivery/sender/sender.service.js';
import type { GatewayEvent } from '../../src/modules/model/event.js';
import type { Endpoint } from '../../src/modules/model/endpoint.js';
import type { EventStore } from '../../src/modules/store/event-store.js';
import { adapterFolder } from '../support/adapter-folder.js';
import { anEndpoint } from '../support/an-endpoint.js';

const API_KEY = 'key-of-the-option/0123456789';
const PIN = 'p1n';
const URL_TOKEN = 'token-of-the-url-0123456789abcdef';
const NOW = Date.UTC(2024, 0, 1);

interface Keys {
  readonly apiKey: string;
  readonly pin: string;
}

/** An adapter that puts its secrets everywhere that an adapter can. */
const careless = {
  ...generic,
  type: 'careless',
  fallback: false,
  detect: () => null,
  mask: (url: URL) => `${url.origin}/***`,
  Options: class {
    apiKey = API_KEY;
    pin = PIN;
  },
  secretOptions: ['api_key', 'pin'],
  format: (event: GatewayEvent, { url, options: { apiKey: key, pin } }: Target<Keys>) => ({
    method: 'POST',
    url: `${new URL(url).origin}/send/${encodeURIComponent(key)}?pin=${pin}`,
    headers: {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${key}`,
      'X-Key': `Token token="${key}", version=1`,
      'X-Basic': Buffer.from(`bot:${key}`).toString('base64'),
      'X-Pin': pin,
      'X-Hook': new URL(url).pathname,
    },
    body: JSON.stringify({
      text: event.type,
      token: key,
      pin: [pin],
      hook: url,
      data: JSON.parse(event.data),
    }),
  }),
  judge: ({ status, body }: TargetResponse) => ({
    kind: 'rejected',
    code: `HTTP_${status}`,
    message: `It says: ${body}`,
  }),
} as unknown as Adapter;

const identity = new Identity({ source: 'streamgank', brand: 'StreamGank' } as GatewayConfig, builtInTypes);
const archive = new Requests(identity);
const preview = new Preview(
  { find: async () => null } as unknown as EventStore,
  identity,
  { now: () => NOW },
  new EventTypeDrafts(builtInTypes),
  new Redactor([]),
);
const event = {
  id: 'event',
  type: 'job.completed',
  data: '{"job_id":"j1"}',
  timestamp: '2024-01-01T00:00:00.000Z',
  acceptedAt: NOW,
};
const delivery = { id: '00000000-0000-7000-8000-000000000000', webhookId: 'webhook_1' };

/** What must not be seen of a secret: as it is, in a URL and in base64. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
];

beforeAll(() => void (ADAPTERS as Adapter[]).unshift(careless));
// The registry is that of all spec files of the process.
afterAll(() => void (ADAPTERS as Adapter[]).splice(ADAPTERS.indexOf(careless), 1));

async function endpointOf(adapter: Adapter): Promise<Endpoint> {
  const isReal = adapter.type !== 'careless';
  const { url: own, options } = isReal
    ? await adapterFolder(adapter.type)
    : { url: `https://chat.invalid/hooks/${URL_TOKEN}`, options: {} };
  const found = recognise(own);
  const url = found.ok ? found.url : own;
  const secrets = Object.fromEntries(secretNames(adapter).map((name) => [name, `${API_KEY}-${name}`]));
  return anEndpoint({
    adapter: adapter.type,
    url,
    maskedUrl: maskUrl(adapter.type, url),
    options: isReal ? { ...new adapter.Options(), ...options, ...secrets } : new adapter.Options(),
  });
}

/** The properties of an adapter's options that are secrets. */
function secretNames(adapter: Adapter): string[] {
  const names = Object.keys(new adapter.Options()).concat([...optionNames(adapter).values()]);
  return [...new Set(names)].filter((name) => isSecretOption(adapter, name));
}

/** The secret words of the URL, and the secret options. Shorter words than six letters are no secrets. */
function secretsAt({ url, maskedUrl, options, adapter }: Endpoint): string[] {
  const words = new URL(url).pathname
    .split('/')
    .filter((word) => word.length >= 6 && !maskedUrl.includes(word));
  const declared = secretNames(ADAPTERS.find(({ type }) => type === adapter)!);
  const values = Object.entries(options).flatMap(([name, value]) => (declared.includes(name) ? [value] : []));
  return [...words, ...(values as string[])];
}

describe.each([...ADAPTERS, careless].map((adapter) => [adapter.type, adapter] as const))(
  'The secrets of an endpoint of the adapter %s',
  (_, adapter) => {
    it('are masked in every part of a request that history and preview show', async () => {
      const endpoint = await endpointOf(adapter);
      const shown = [
        archive.rebuild(event, delivery, endpoint, NOW),
        preview.ofEvent(endpoint, await preview.event({ event: event.type, data: { job_id: 'j1' } })),
      ].map(({ url, headers, body }) => JSON.stringify([url, headers, body]));
      for (const secret of secretsAt(endpoint).flatMap(formsOf))
        for (const text of shown) expect(text).not.toContain(secret);
    });

    it('are not stored in the clear with an attempt, so that its body can be made again', async () => {
      const form = archive.fingerprintOf(await endpointOf(adapter), event.type);
      for (const secret of secretsAt(await endpointOf(adapter))) expect(form).not.toContain(secret);
    });

    it('are masked in what is kept of an answer that repeats them', async () => {
      const endpoint = await endpointOf(adapter);
      // Shorter values than six letters are taken for words in texts of others.
      const secrets = secretsAt(endpoint).filter((secret) => secret.length >= 6);
      const body = secrets.join(' and ');
      const answer = { kind: 'answer', status: 400, headers: {}, body } as unknown as Answer;
      const kept = [
        JSON.stringify(judge(answer, endpoint, NOW)),
        withoutSecrets(body, endpoint),
        keptHeaders({ 'x-echo': body }, secretsOf(endpoint)),
      ];
      for (const secret of secrets) for (const text of kept) expect(text).not.toContain(secret);
    });
  },
);

describe('The request of an adapter that puts secrets into it', () => {
  it('is shown with all that is no secret', async () => {
    const shown = archive.rebuild(event, delivery, await endpointOf(careless), NOW);
    expect(shown).toMatchObject({
      url: 'https://chat.invalid/***',
      headers: {
        'Content-Type': 'application/json',
        Authorization: '***',
        'X-Key': '***',
        'X-Basic': '***',
        'X-Pin': '***',
        'X-Hook': '***',
        'X-StreamGank-Event': 'job.completed',
      },
    });
    expect(JSON.parse(shown.body)).toEqual({
      text: 'job.completed',
      token: '***',
      pin: ['***'],
      hook: 'https://chat.invalid/hooks/***',
      data: { job_id: 'j1' },
    });
  });

  it('is shown with a word of the URL where the event has that word too', async () => {
    const endpoint = await endpointOf(careless);
    const known = { ...event, data: JSON.stringify({ job_id: URL_TOKEN }) };
    const { body } = archive.rebuild(known, delivery, endpoint, NOW);
    expect(JSON.parse(body)).toMatchObject({ token: '***', data: { job_id: URL_TOKEN } });
  });
});
