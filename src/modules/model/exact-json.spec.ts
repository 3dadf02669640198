import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { EXACT_NUMBERS_MAX, parseJson, TooManyExactNumbers } from './exact-json.js';
import { compareDecimals, decimalOf, isExactNumber, losesValue } from './exact-number.js';

const written = (text: string): string => JSON.stringify(parseJson(text));

describe(parseJson, () => {
  it.each([
    '{"job_id":154284075601887489}',
    '{"a":[9007199254740993,-9007199254740993,1E400,-1e999,1e-400,4.9e-324,-0,-0.0,-0e5]}',
    '{"price":0.1000000000000000055511151231257827}',
    '[[154284075601887489],{"b":{"c":154284075601887489}}]',
    '{"__proto__":154284075601887489,"constructor":{"__proto__":1E400}}',
    '154284075601887489',
    '{"text":"154284075601887489","n":1E400,"escaped \\" 1E400, \\\\":154284075601887489}',
  ])('keeps %s as it was written', (text) => {
    expect(written(text)).toBe(text);
  });

  it.each([
    ['{"a":1.0,"b":1e2,"c":0.10,"d":1E21,"e":5e-324,"f":9007199254740992}'],
    ['{"a":123456789012345680000,"b":0e400,"c":0.00000000000000000000}'],
    ['{"a":1.7976931348623157e308,"b":-1.5e-7,"c":1000000000000000000000000}'],
    ['{"id":"154284075601887489","at":"2026-01-01T12:05:30.123456789012345Z","u":"1e5"}'],
  ])('writes %s, whose values JavaScript keeps, as JavaScript does', (text) => {
    expect(written(text)).toBe(JSON.stringify(JSON.parse(text)));
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it('takes the last value of a repeated key, also when it is an exact number', () => {
    expect(written('{"a":1,"a":154284075601887489}')).toBe('{"a":154284075601887489}');
    expect(written('{"a":154284075601887489,"a":1}')).toBe('{"a":1}');
  });

  it('keeps an own property called __proto__', () => {
    const value = parseJson('{"__proto__":1E400,"b":{"__proto__":{"x":1E400}}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__', 'b']);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it.each([
    '{1E400:1}',
    '{154284075601887489 :1}',
    '[1E400e5]',
    '[154284075601887489.]',
    '[0154284075601887489]',
    '[1E400',
    '"1E400',
    '[+154284075601887489]',
    '[1E400 1]',
    '{"a":154284075601887489"b":1}',
  ])('refuses %s as JSON', (text) => {
    expect(() => parseJson(text)).toThrow(SyntaxError);
  });

  it('takes 100,000 exact numbers and refuses more, also over several texts', () => {
    const many = (count: number): string => `[${'1E400,'.repeat(count)}1]`;
    expect(parseJson(many(EXACT_NUMBERS_MAX))).toHaveLength(EXACT_NUMBERS_MAX + 1);
    expect(() => parseJson(many(EXACT_NUMBERS_MAX + 1))).toThrow(TooManyExactNumbers);
    const allowance = { left: 3 };
    parseJson(many(2), allowance);
    expect(() => parseJson(many(2), allowance)).toThrow(TooManyExactNumbers);
  });

  it('reads JSON as deep as JSON.parse does', () => {
    const depth = 100_000;
    const text = `${'['.repeat(depth)}154284075601887489${']'.repeat(depth)}`;
    let value = parseJson(text);
    for (let level = 0; level < depth; level += 1) value = (value as unknown[])[0];
    expect(isExactNumber(value) && value.rawJSON).toBe('154284075601887489');
  });

  it('differs from JSON.parse only in numbers whose value would change', () => {
    const number = fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.oneof(fc.nat().map(String), fc.bigInt({ min: 1n, max: 10n ** 40n }).map(String)),
        fc.oneof(fc.constant(''), fc.stringMatching(/^\.\d{1,30}$/)),
        fc.oneof(fc.constant(''), fc.stringMatching(/^[eE][+-]?\d{1,4}$/)),
      )
      .map((parts) => parts.join(''));
    const text = fc.letrec<{ any: string }>((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        number,
        fc.string().map((given) => JSON.stringify(given)),
        fc.array(tie('any'), { maxLength: 4 }).map((parts) => `[${parts.join(' , ')}]`),
        fc
          .array(fc.tuple(fc.string(), tie('any')), { maxLength: 4 })
          .map((fields) => `{${fields.map(([name, part]) => `${JSON.stringify(name)} :${part}`).join()}}`),
      ),
    })).any;
    fc.assert(
      fc.property(text, (given) => {
        const value = parseJson(given);
        expect(approximate(value)).toEqual(JSON.parse(given));
        expect(parseJson(JSON.stringify(value))).toEqual(value);
      }),
      { numRuns: 1_000 },
    );
  });
});

function approximate(value: unknown): unknown {
  if (isExactNumber(value)) return Number(value.rawJSON);
  if (Array.isArray(value)) return value.map(approximate);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, approximate(part)]));
}

describe(losesValue, () => {
  it.each(['9007199254740993', '1e309', '-1e309', '1e-324', '-0', '-0.00', '0.30000000000000000001'])(
    'is true for %s',
    (text) => {
      expect(losesValue(text)).toBe(true);
    },
  );

  it.each(['9007199254740992', '0', '0e999', '1e308', '0.3', '3e-1', '30e-2', '100000000000000000000000'])(
    'is false for %s',
    (text) => {
      expect(losesValue(text)).toBe(false);
    },
  );
});

describe(compareDecimals, () => {
  it.each([
    ['154284075601887488', '154284075601887489', -1],
    ['154284075601887489', '154284075601887489.0', 0],
    ['1e400', '9e399', 1],
    ['-1e400', '-9e399', -1],
    ['0.1', '0.10000000000000000001', -1],
    ['-0', '0', 0],
    ['-1', '0', -1],
    ['0', '1e-400', -1],
    ['120', '1.2e2', 0],
    ['9', '10', -1],
  ])('orders %s and %s as %i', (one, other, expected) => {
    const order = compareDecimals(decimalOf(one)!, decimalOf(other)!);
    expect(Math.sign(order) + 0).toBe(expected);
    expect(Math.sign(compareDecimals(decimalOf(other)!, decimalOf(one)!)) + 0).toBe(0 - expected + 0);
  });
});
