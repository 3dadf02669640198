import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Malformed } from './malformed.js';
import { parseMemory } from './parse-memory.js';

const MIB = 1024 * 1024;

describe(parseMemory.name, () => {
  it.each([
    ['auto', 'auto'],
    ['none', null],
    ['256MiB', 256 * MIB],
    ['1 GiB', 1024 * MIB],
  ])('reads %s', (text, value) => {
    expect(parseMemory(text)).toBe(value);
  });

  it.each(['', '256', '256MB', '-1MiB', '1.5GiB', '191MiB', '2000GiB', 'automatic'])(
    'refuses "%s"',
    (text) => {
      expect(String(parseMemory(text))).toMatch(/from 192MiB to 1024GiB/);
    },
  );

  it('reads every size in its range', () => {
    fc.assert(
      fc.property(fc.integer({ min: 192, max: 1024 * 1024 }), (size) => {
        expect(parseMemory(`${size}MiB`)).toBe(size * MIB);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const value = parseMemory(text);
        return value instanceof Malformed || value === null || value === 'auto' || typeof value === 'number';
      }),
    );
  });
});
