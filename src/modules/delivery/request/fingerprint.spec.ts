import { describe, expect, it } from '@jest/globals';
import { builtInTypes } from '../../../../test/support/built-in-types.js';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import { SAMPLES } from '../../../adapters/samples.js';
import type { GatewayConfig } from '../../config/gateway-config.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { EventType } from '../../model/event-type.js';
import type { ValueNames } from '../../model/value-names.js';
import { DEFAULT_MESSAGE } from '../../model/message-options.js';
import { fingerprintOf, parseFingerprint } from './fingerprint.js';
import { Identity } from './identity.service.js';
import { Requests } from './request-archive.service.js';

const SENDER = { source: 'streamgank', brand: 'StreamGank', names: {} };
const NAMES: ValueNames = { platform: { netflix: 'Our Netflix' }, genre: { 'action movies': 'Action' } };
const { event } = SAMPLES[0]!;
const TYPE = eventTypeOf(BUILT_IN, event.type);
const slack = (over: Partial<Endpoint> = {}): Endpoint =>
  anEndpoint({ adapter: 'slack', url: 'https://hooks.slack.com/services/T0/B0/x', ...over });
const print = (endpoint: Endpoint, type: EventType = TYPE, names: ValueNames = {}): string =>
  fingerprintOf(endpoint, type, { ...SENDER, names });

class Catalogue extends Identity {
  constructor(
    private readonly types: (name: string) => EventType,
    private readonly known: ValueNames = {},
  ) {
    super(SENDER as GatewayConfig, builtInTypes);
  }
  override get names(): ValueNames {
    return this.known;
  }
  override typeOf(name: string): EventType {
    return this.types(name);
  }
}

describe('The fingerprint of requests', () => {
  it.each<[string, Partial<Endpoint>]>([
    ['the detail', { message: { ...DEFAULT_MESSAGE, detail: 'full' } }],
    ['a template', { message: { ...DEFAULT_MESSAGE, title: '{{ data.job_id }}' } }],
    ['the zone', { message: { ...DEFAULT_MESSAGE, zone: 'Europe/Berlin' } }],
    ['the links', { links: { console: 'https://hooks.example.test', job: null } }],
    ['the name', { name: '#films' }],
  ])('changes with %s of a chat endpoint', (_, over) => {
    expect(print(slack(over))).not.toBe(print(slack()));
  });

  it('changes with the texts of the event type, and not with its schema or description', () => {
    expect(print(slack(), { ...TYPE, headline: 'Film ready' })).not.toBe(print(slack()));
    expect(print(slack(), { ...TYPE, schema: {}, description: 'x', onMismatch: 'reject' })).toBe(
      print(slack()),
    );
  });

  it("changes with the operator's names of values, also for an endpoint that it was made for before", () => {
    const endpoint = slack();
    const before = print(endpoint);
    expect(print(endpoint, TYPE, NAMES)).not.toBe(before);
    expect(print(endpoint)).toBe(before);
  });

  it('is the same whatever the presentation where an application gets the gateway payload', () => {
    const over = { name: 'app', message: { ...DEFAULT_MESSAGE, detail: 'full' as const } };
    expect(print(anEndpoint(over))).toBe(print(anEndpoint()));
  });

  it('stays short with the defaults, and holds long templates compressed', () => {
    const long = {
      method: 'POST',
      headers: {},
      body: { text: 'Job {{ data.job_id }} '.repeat(400) },
    } as const;
    expect(print(slack()).length).toBeLessThan(100);
    expect(print(anEndpoint({ payload: long })).length).toBeLessThan(1_000);
    expect(parseFingerprint(print(anEndpoint({ payload: long })))!.presented.payload).toEqual(long);
  });
});

describe('The archive of requests', () => {
  const delivery = { id: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c', webhookId: 'webhook_1' };
  const sent = (identity: Identity, endpoint: Endpoint) =>
    new Requests(identity).rebuild(event, delivery, endpoint, 0).body;
  const plain = new Identity(SENDER as GatewayConfig, builtInTypes);

  it.each<[string, Endpoint, EventType]>([
    [
      'a chat endpoint with texts, links and a name of its own',
      slack({
        name: '#films',
        links: { console: 'https://hooks.example.test', job: 'https://studio.example/{{ data.job_id }}' },
        message: {
          ...DEFAULT_MESSAGE,
          title: '{{ endpoint.name }}',
          zone: 'Asia/Tokyo',
          locale: 'de',
          detail: 'standard',
        },
      }),
      TYPE,
    ],
    [
      'an event type whose texts have changed since',
      slack(),
      { ...TYPE, headline: 'Film ready', emoji: '🎬' },
    ],
    [
      'an application with a payload tree',
      anEndpoint({
        payload: { method: 'PUT', headers: {}, body: { id: '{{ delivery.id }}', e: '{{ endpoint.id }}' } },
      }),
      TYPE,
    ],
  ])('makes the body of %s again from the fingerprint alone', (_, endpoint, type) => {
    const body = sent(new Catalogue(() => type), endpoint);
    const again = new Requests(plain).fromFingerprint(print(endpoint, type), event, delivery);
    expect(again).toEqual({ method: endpoint.payload === 'gateway' ? 'POST' : 'PUT', body });
  });

  it("makes a body with the operator's names of values again after the names have changed", () => {
    const body = sent(new Catalogue(() => TYPE, NAMES), slack());
    expect(body).toContain('Our Netflix');
    const again = new Requests(plain).fromFingerprint(print(slack(), TYPE, NAMES), event, delivery);
    expect(again!.body).toBe(body);
  });
});
