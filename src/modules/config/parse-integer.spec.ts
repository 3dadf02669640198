import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { integer } from './parse-integer.js';

describe('integer', () => {
  const parse = integer({ min: 1, max: 600_000, unit: 'ms' });

  it('reads every whole number of its range', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 600_000 }), (n) => expect(parse(String(n))).toBe(n)));
  });

  it.each(['10s', '1e3', '0x10', '1.5', '1_000', '-1', '+1', 'NaN', 'Infinity', '1 0', '١'])(
    'refuses %s',
    (text) => {
      expect(parse(text)).toHaveProperty('problems', ['is not a whole number']);
    },
  );

  it.each([
    ['0', 'is too small'],
    ['600001', 'is too large'],
    ['9'.repeat(400), 'is too large'],
    ['10000      # 10 seconds', 'has a comment in its value'],
  ])('says what is wrong with %s', (text, problem) => {
    expect(parse(text)).toHaveProperty('problems', [problem]);
  });

  it('tells the range and the unit', () => {
    expect(String(parse('x'))).toContain('from 1 to 600000 (ms)');
  });
});
