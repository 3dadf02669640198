import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import {
  entryOf,
  faultsByField,
  NEW_TYPE,
  ownFields,
  schemaFault,
  type TypeValues,
} from '../../console/src/event-types/entry-form.js';
import { jsonFault } from '../../console/src/messages/json-places.js';
import { fieldsOf, sampleOf } from '../../console/src/event-types/schema-fields.js';
import { taken } from '../../console/src/event-types/taken.js';
import { plainHeadline, subscribes } from '../../console/src/event-types/words.js';
import { BUILT_IN } from '../../src/adapters/catalogue/catalogue.js';
import { matchesPattern } from '../../src/modules/model/event-pattern.js';

const NOTHING = { set: [], reset: new Set<never>() };
const values = (more: Partial<TypeValues>): TypeValues => ({ ...NEW_TYPE, ...more });

describe('The entry of the form', () => {
  it('holds the fields that were changed, and those that the API sets already', () => {
    const changed = values({ headline: 'New', ends: true });
    expect(ownFields(changed, NEW_TYPE, NOTHING)).toEqual(['headline', 'ends']);
    expect(ownFields(changed, NEW_TYPE, { set: ['tone'], reset: new Set() })).toEqual([
      'headline',
      'tone',
      'ends',
    ]);
  });

  it('leaves out a field that is reset', () => {
    const own = ownFields(NEW_TYPE, NEW_TYPE, { set: ['tone', 'emoji'], reset: new Set(['tone'] as const) });
    expect(own).toEqual(['emoji']);
  });

  it('leaves out empty rows, and says null where a text is emptied', () => {
    const given = values({
      subject: ['{{ data.a }}', ' '],
      cause: ' ',
      actions: [
        { label: '', url: '', style: '' },
        { label: 'Open', url: 'https://a.test', style: 'primary' },
        { label: 'Plain', url: 'https://b.test', style: '' },
      ],
    });
    expect(entryOf(given, ['subject', 'cause', 'actions', 'schema'])).toEqual({
      subject: ['{{ data.a }}'],
      cause: null,
      schema: null,
      actions: [
        { label: 'Open', url: 'https://a.test', style: 'primary' },
        { label: 'Plain', url: 'https://b.test' },
      ],
    });
  });

  it('leaves out a schema that is no JSON', () => {
    expect(entryOf(values({ schema: '{' }), ['schema', 'emoji'])).toEqual({ emoji: '🔔' });
  });
});

describe('The chats that a message can be drawn for', () => {
  const refused = (status: number) =>
    ({ status: 'rejected', reason: Object.assign(new Error('No.'), { status }) }) as const;
  const accepted = { status: 'fulfilled', value: {} } as const;

  it('are those whose example is accepted', () => {
    expect(taken(['slack', 'other'], [accepted, refused(422)])).toEqual(['slack']);
  });

  it.each([
    ['is down', { status: 'rejected', reason: new TypeError('Failed to fetch') } as const],
    ['fails', refused(503)],
    ['is busy', refused(429)],
  ])('are not known while the gateway %s', (_, result) => {
    expect(() => taken(['slack', 'other'], [accepted, result])).toThrow();
  });
});

describe('Faults', () => {
  it('name line and column of the schema', () => {
    expect(schemaFault('{\n  "type": object\n}')).toMatch(/^This is not JSON: line 2, column 11: /);
    expect(schemaFault('[]')).toMatch(/is a JSON object/);
    expect(schemaFault('')).toBeNull();
    expect(schemaFault('{"type": "object"}')).toBeNull();
  });

  it('stand where a text stops being JSON, as the parser of the runtime finds it', () => {
    const parses = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    for (const [text, at] of [
      ['{"a": 1,}', 8],
      ['{"a" 1}', 5],
      ['{a: 1}', 1],
      ['[1, 2', 5],
      ['{"a": "b\n"}', 6],
      ['{"a": 01}', 6],
      ['{"a": tru}', 6],
      ['{"a": 1} x', 9],
      ["{'a': 1}", 1],
      ['[1,]', 3],
    ] as const) {
      expect(parses(text)).toBe(false);
      expect([text, jsonFault(text)?.offset]).toEqual([text, at]);
    }
    fc.assert(fc.property(fc.json(), (text) => jsonFault(text) === null));
  });

  it('stand beside the row that was sent, where empty rows are not', () => {
    const given = values({ facts: ['', 'a', '', '{{ b'] });
    const found = faultsByField(
      [
        { field: 'facts[1]', message: 'open' },
        { field: 'tone', message: 'no' },
      ],
      given,
    );
    expect([...found]).toEqual([
      ['facts[3]', 'open'],
      ['tone', 'no'],
    ]);
  });
});

describe('A schema', () => {
  const SCHEMA = {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: ['string', 'integer'], description: 'Its id.', examples: ['a-1'] },
      when: { type: 'string', format: 'date-time' },
      items: { type: 'array', items: { $ref: '#/$defs/item' } },
      kind: { enum: ['x', 'y'] },
    },
    $defs: { item: { type: 'object', required: ['n'], properties: { n: { const: 1 } } } },
  };

  it('is a table of its fields, those of nested objects and lists below them', () => {
    expect(fieldsOf(SCHEMA).map(({ name, type, required }) => [name, type, required])).toEqual([
      ['id', 'string or integer', true],
      ['when', 'string (date-time)', false],
      ['items', 'array', false],
      ['items[].n', '1', true],
      ['kind', '"x" or "y"', false],
    ]);
  });

  it('gives a sample of its examples', () => {
    expect(sampleOf(SCHEMA)).toEqual({ id: 'a-1', when: 'text', items: [], kind: 'x' });
    expect(sampleOf(null)).toEqual({});
  });

  it('ends where it refers to itself', () => {
    const endless = { type: 'object', properties: { a: { $ref: '#/$defs/a' } }, $defs: {} as object };
    endless.$defs = { a: { type: 'object', properties: { a: { $ref: '#/$defs/a' } } } };
    expect(fieldsOf(endless).length).toBeGreaterThan(3);
    expect(sampleOf(endless)).toHaveProperty('a.a.a');
  });
});

describe('Words', () => {
  it('say of a pattern what the gateway says', () => {
    const types = [...BUILT_IN.keys(), 'invoice.paid'];
    for (const pattern of ['*', 'job.*', 'webhook.*', 'webhook.test', 'job.failed', 'invoice.*']) {
      for (const type of types) expect(subscribes(pattern, type)).toBe(matchesPattern(pattern, type));
    }
  });

  it('show the last branch of a headline', () => {
    expect(
      plainHeadline('{% if data.count > 1 %}{{ data.count }} failed{% else %}Delivery failed{% endif %}'),
    ).toBe('Delivery failed');
    expect(plainHeadline('Film {{ data.job_id }} ready')).toBe('Film … ready');
  });
});
