import { describe, expect, it } from '@jest/globals';
import { processorMs } from '../../../test/support/processor-time.js';
import { JOB_DATA } from '../../adapters/catalogue/job-data.js';
import { BUILT_IN } from '../../adapters/catalogue/catalogue.js';
import { parseJson } from '../model/exact-json.js';
import { dataCheckOf, schemaFault } from './data-check.js';

const messageOf = (schema: object, data: object): string | undefined => dataCheckOf(schema)(data)?.message;

describe('The check of data', () => {
  it.each([
    [{}, 'data.job_id is required.'],
    [{ job_id: true }, 'data.job_id must be a text or a whole number.'],
    [{ job_id: 'j', progress: '60' }, 'data.progress must be a number or null.'],
    [{ job_id: 'j', progress: 101 }, 'data.progress must be 100 or less.'],
    [{ job_id: 'j', parameters: { country: 7 } }, 'data.parameters.country must be a text or null.'],
    [{ job_id: 'j', failed_at: 'yesterday' }, 'data.failed_at must have the format date-time.'],
  ])('says where %j is wrong and what is accepted', (data, message) => {
    expect(messageOf(JOB_DATA, data)).toBe(message);
  });

  it('reads no field that every object inherits', () => {
    const schema = {
      required: ['constructor'],
      properties: { toString: { type: 'number' }, constructor: {} },
    };
    expect(messageOf(schema, { constructor: 'x' })).toBeUndefined();
    expect(messageOf(schema, {})).toBe('data.constructor is required.');
  });

  it('accepts more fields than a job event has', () => {
    expect(messageOf(JOB_DATA, { job_id: 1, status: null, extra: [{}] })).toBeUndefined();
  });

  it.each([
    [{ properties: { a: { enum: ['x', 1, null] } } }, { a: 2 }, 'data.a must be "x", 1 or null.'],
    [{ properties: { a: { const: 'x' } } }, { a: 2 }, 'data.a must be "x".'],
    [
      { properties: { a: {}, b: {} }, additionalProperties: false },
      { 'c d': 1 },
      'data["c d"] is not accepted there; accepted are a and b.',
    ],
    [
      { properties: { l: { items: { minLength: 2 } } } },
      { l: ['ok', 'x'] },
      'data.l[1] must NOT have fewer than 2 characters.',
    ],
    [{ properties: { 'a/b': false } }, { 'a/b': 1 }, 'data["a/b"] is not accepted there.'],
    [{ properties: { a: { pattern: '^\\d+$' } } }, { a: 'x' }, 'data.a must match the pattern ^\\d+$.'],
  ])('puts into a sentence, by %j, the fault of %j', (schema, data, message) => {
    expect(schemaFault(schema)).toBeNull();
    expect(messageOf(schema, data)).toBe(message);
  });

  it('takes a number with more digits than JavaScript keeps for a number', () => {
    const schema = { properties: { id: { type: 'integer' } } };
    expect(messageOf(schema, parseJson('{"id":9007199254740993}') as object)).toBeUndefined();
    expect(messageOf(schema, parseJson('{"id":"9007199254740993"}') as object)).toMatch(/whole number/);
  });

  it('tells the patterns of one schema, and of several, apart', () => {
    const schema = { properties: { a: { pattern: '^a$' }, b: { pattern: '^b$' } } };
    expect([messageOf(schema, { a: 'a', b: 'b' }), messageOf(schema, { a: 'b' })]).toEqual([
      undefined,
      'data.a must match the pattern ^a$.',
    ]);
  });

  it('matches patterns in linear time', () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' } } };
    const check = () => expect(messageOf(schema, { a: `${'a'.repeat(50_000)}!` })).toMatch(/pattern/);
    expect(processorMs(check)).toBeLessThan(2_000);
  });

  it('ends on data of any depth', () => {
    const schema = { items: {}, properties: { a: { type: 'array' } } };
    const deep = JSON.parse(`{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`) as object;
    expect(messageOf(schema, deep)).toBeUndefined();
  });

  it.each([...BUILT_IN.values()].map(({ type, schema }) => [type, schema!] as const))(
    'accepts the schema of %s',
    (_, schema) => {
      expect(schemaFault(schema)).toBeNull();
    },
  );
});

describe('A schema of data', () => {
  const nested = (depth: number): object => (depth === 0 ? {} : { items: nested(depth - 1) });
  const doubling = Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [
      `d${n}`,
      n === 0 ? {} : { anyOf: [{ $ref: `#/$defs/d${n - 1}` }, { $ref: `#/$defs/d${n - 1}` }] },
    ]),
  );

  it.each([
    [{ $ref: 'https://schemas.invalid/a.json' }, /refers to "https:.*Accepted: #\/\$defs\/NAME/],
    [{ $ref: '#' }, /Accepted: #\/\$defs\/NAME/],
    [{ $ref: '#/$defs/nothing' }, /does not define/],
    [{ $defs: { a: { items: { $ref: '#/$defs/a' } } }, $ref: '#/$defs/a' }, /refers to itself/],
    [{ $defs: doubling, $ref: '#/$defs/d19' }, /at most 2000 subschemas/],
    [nested(70), /at most 32 levels/],
    [{ $id: 'https://a.invalid' }, /uses \$id/],
    [{ properties: { a: { $dynamicRef: '#x' } } }, /uses \$dynamicRef at properties\.a/],
    [{ $schema: 'http://json-schema.org/draft-07/schema#' }, /names another \$schema/],
    [{ uniqueItems: true }, /uniqueItems without maxItems/],
    [{ dependencies: { a: { uniqueItems: true } } }, /uniqueItems at dependencies\.a without maxItems/],
    [{ properties: { a: { format: 'colour' } } }, /format "colour" at properties\.a\. Accepted: date, time/],
    [{ pattern: '(?=x)' }, /pattern.*Accepted: RE2 syntax/],
    [{ pattern: '(' }, /pattern.*cannot be used/],
    [{ patternProperties: { '(a)\\1': {} } }, /back references/],
    [{ pattern: 'x'.repeat(501) }, /over 500 characters/],
    [{ type: 'text' }, /no JSON Schema.*type/],
    [{ colour: 'red' }, /unknown keyword: "colour"/],
    [{ minimum: 'x' }, /no JSON Schema/],
    [{ description: 'x'.repeat(70_000) }, /at most 65536 characters/],
  ])('is refused: %j', (schema, fault) => {
    expect(schemaFault(schema)).toMatch(fault);
  });

  it('may refer to its own definitions', () => {
    const schema = {
      $defs: { id: { type: 'string' } },
      properties: { a: { $ref: '#/$defs/id' }, b: { $ref: '#/$defs/id' } },
    };
    expect(schemaFault(schema)).toBeNull();
    expect(messageOf(schema, { b: 1 })).toBe('data.b must be a text.');
  });

  it('may demand a list without repetitions of bounded length', () => {
    expect(schemaFault({ uniqueItems: true, maxItems: 10 })).toBeNull();
  });
});
