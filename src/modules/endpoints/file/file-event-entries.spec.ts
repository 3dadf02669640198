import { writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TempFolder } from '../../../../test/support/temp-folder.js';
import { Ajv } from 'ajv';
import { configFileSchema } from '../definitions/field-schemas.js';
import { readConfigFile } from './config-file.js';

const schema = new Ajv({ allowUnionTypes: true }).compile(configFileSchema());
const VARIABLES = { STUDIO: 'studio.example' };

describe('events of the configuration file', () => {
  let folder: TempFolder;
  beforeEach(() => void (folder = new TempFolder()));
  afterEach(() => folder[Symbol.dispose]());

  function read(text: string): Record<string, object> {
    const configFile = folder.file('gateway.yaml');
    writeFileSync(configFile, text);
    return Object.fromEntries(readConfigFile({ configFile, brand: 'StreamGank' }, VARIABLES).eventTypes);
  }

  it('are read as they are written, without endpoints too', () => {
    expect(
      read(`
events:
  job.completed: { headline: Film ready, image: null }
  invoice.paid:
    actions: [{ label: Open, url: "https://\${STUDIO}/{{ data.id }}" }]
    schema: { properties: { code: { pattern: "^a\${X}$" } } }
    on_mismatch: reject`),
    ).toEqual({
      'job.completed': { headline: 'Film ready', image: null },
      'invoice.paid': {
        actions: [{ label: 'Open', url: 'https://studio.example/{{ data.id }}' }],
        schema: { properties: { code: { pattern: '^a${X}$' } } },
        on_mismatch: 'reject',
      },
    });
  });

  it('hold names of values, by code in any spelling', () => {
    expect(
      read(`
events:
  values:
    platform: { Rakuten_TV: "Rakuten \${STUDIO}" }
    country: { no: Norge }`),
    ).toEqual({
      'events:values': { platform: { 'rakuten tv': 'Rakuten studio.example' }, country: { no: 'Norge' } },
    });
    expect(read('events: { values: }')).toEqual({});
  });

  it('are none where the key is empty', () => {
    expect([read('events:'), read('endpoints: []')]).toEqual([{}, {}]);
  });

  it.each([
    ['events: [a]', /line 1: events must be a map/],
    ['event:\n  a.b: {}', /there is no key event; did you mean events\?/],
    ['events:\n  job.*: {}', /line 2: event type job\.\*: An event type is .* no patterns/],
    ['events:\n  webhook.mine: {}', /line 2: .*reserved for events of the gateway/],
    ['events:\n  a.b: text', /line 2: event type a\.b: The entry of an event type must be a JSON object/],
    [
      'events:\n  a.b:\n    emoji: 💶\n    headlin: x',
      /line 4: event type a\.b: There is no field headlin\. Did you mean headline\?/,
    ],
    [
      'events:\n  a.b:\n    emoji: 💶\n    tone: red',
      /line 4: event type a\.b: tone is one of success, failure/,
    ],
    ['events:\n  values: [a]', /line 2: events\.values is an object of names by kind/],
    [
      'events:\n  values: { platfrom: {} }',
      /events\.values\.platfrom does not exist\. Did you mean platform\?/,
    ],
    ['events:\n  values: { genre: { "": x } }', /events\.values\.genre\.: a code has 1 to 100 characters/],
    [
      'events:\n  values: { genre: { war: 5 } }',
      /events\.values\.genre\.war is a text of 1 to 60 characters/,
    ],
    ['events:\n  values: { genre: { war: "${NOWHERE}" } }', /the variable NOWHERE is not set/],
    ['events:\n  a.b:\n    facts: text', /line 3: .*facts is a list of at most 12 texts/],
    ['events:\n  a.b: { actions: [{ label: x }] }', /actions\[0\]\.url is a text of 1 to 2000 characters/],
    [
      'events:\n  a.b: { actions: [{ label: x, url: y, colour: z }] }',
      /There is no field actions\[0\]\.colour\. There are label, url, style/,
    ],
    [
      'events:\n  a.b: { actions: [{ label: "Open {{ data.x", url: y }] }',
      /actions\[0\]\.label, line 1, column \d+: /,
    ],
    [
      'events:\n  a.b:\n    actions:\n      - { label: x, url: y }\n      - label: x\n        url: 5',
      /line 6: .*actions\[1\]\.url is a text of 1 to 2000 characters/,
    ],
    [
      'events:\n  a.b:\n    actions:\n      - { label: x, url: y, style: big }\n      - text',
      /line 4: .*actions\[0\]\.style is one of primary, danger(.|\n)*line 5: .*actions\[1\] is an object/,
    ],
    [
      'events:\n  a.b:\n    facts:\n      - a\n      - 5',
      /line 5: .*facts\[1\] is a text of 1 to 2000 characters/,
    ],
    ['events:\n  a.b:\n    subject: [a, "{{ x"]', /line 3: .*subject\[1\], line 1, column \d+/],
    ['events:\n  a.b: { ends: "yes" }', /ends is true or false/],
    ['events:\n  a.b: { on_mismatch: ignore }', /on_mismatch is one of accept, warn, reject/],
    ['events:\n  a.b: { schema: { type: text } }', /schema is no JSON Schema/],
    ['events:\n  a.b: { schema: { $ref: "https://x.invalid/" } }', /schema refers to "https:.*Accepted/],
    ['events:\n  webhook.test: { on_mismatch: reject }', /on_mismatch of webhook\.test cannot be changed/],
    ['events:\n  a.b: { headline: "${MISSING}" }', /line 2: .*the variable MISSING is not set/],
    ['events:\n  a.b: { headline: "${WEBHOOK_ADMIN_KEYS}" }', /setting of the gateway itself/],
  ])('are refused with line and field: %j', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  it.each([
    {
      'a.b': {
        headline: 'x',
        emoji: '',
        subject: [],
        cause: null,
        actions: [{ label: 'x', url: 'y', style: null }],
      },
    },
    {
      'job.completed': { schema: null, on_mismatch: 'accept', ends: true, tone: 'neutral', description: '' },
    },
  ])('are accepted by the published schema as by the reader: %j', (events) => {
    expect(schema({ events })).toBe(true);
    expect(read(JSON.stringify({ events }))).toEqual(events);
  });

  it.each([
    { 'A.b': {} },
    { 'a.b': { headline: '' } },
    { 'a.b': { tone: null } },
    { 'a.b': { facts: Array(13).fill('x') } },
    { 'a.b': { actions: [{ url: 'y' }] } },
    { 'a.b': { actions: [{ label: 'x', url: 'y', style: 'big' }] } },
    { 'a.b': { schema: [] } },
    { 'a.b': { on_mismatch: null } },
    { 'a.b': { colour: 'red' } },
  ])('are refused by the published schema as by the reader: %j', (events) => {
    expect(schema({ events })).toBe(false);
    expect(() => read(JSON.stringify({ events }))).toThrow(/error/);
  });

  it('are refused with all faults at once, beside those of endpoints', () => {
    expect(() => read('endpoints: [{}]\nevents:\n  a.b: { tone: x, emoji: 7 }\n  c.d: { cause: 1 }')).toThrow(
      /has 4 errors/,
    );
  });
});
