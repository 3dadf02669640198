import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Malformed } from './malformed.js';
import { integer, oneOf, parseBrand, parseEventPatterns, printable } from './parse-words.js';

describe('parseBrand', () => {
  it.each(['StreamGank', 'My Studio', 'Größe', '4★'])('takes %s', (text) =>
    expect(parseBrand(text)).toBe(text),
  );
  it.each(['★', '源', '-', 'a\nb', 'a'.repeat(41)])('refuses %s', (text) => {
    expect(parseBrand(text)).toBeInstanceOf(Malformed);
  });
});

describe('printable', () => {
  it('takes one line of any script', () => expect(printable(20)('vidéo ★ 源')).toBe('vidéo ★ 源'));
  it.each(['a\nb', 'a\u0007', '\ud800', 'a'.repeat(21)])('refuses %j', (text) => {
    expect(printable(20)(text)).toBeInstanceOf(Malformed);
  });
});

describe('oneOf', () => {
  it('takes a word in any case', () => expect(oneOf('pretty', 'json')('JSON')).toBe('json'));
  it('lists the known words in its refusal', () => {
    expect(String(oneOf('pretty', 'json')('xml'))).toBe(
      'is not one of the known words. Accepted: pretty, json.',
    );
  });
});

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
  ])('names the fault of %s', (text, problem) => {
    expect(parse(text)).toHaveProperty('problems', [problem]);
  });

  it('names the range and the unit in its refusal', () => {
    expect(String(parse('x'))).toContain('from 1 to 600000 (ms)');
  });
});

const word = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
const pattern = fc.oneof(
  fc.constant('*'),
  word,
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `${words.join('.')}.*`),
);

describe('parseEventPatterns', () => {
  it('reads back patterns as they were written', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(pattern, { minLength: 1 }),
        fc.constantFrom(',', ' , ', ',,'),
        (patterns, comma) => {
          expect(parseEventPatterns(patterns.join(comma))).toEqual(patterns);
        },
      ),
    );
  });

  it('keeps a repeated pattern once', () => {
    expect(parseEventPatterns('job.failed,job.*,job.failed')).toEqual(['job.failed', 'job.*']);
  });

  it.each([
    ['job.completed,Job.Failed', 'entry 2 must be lower-case: job.failed'],
    ['job completed', 'entry 1 is not an event type or pattern'],
    ['a'.repeat(129), 'entry 1 is too long'],
    [',', 'names no event'],
  ])('names the fault of %j', (text, problem) => {
    expect(parseEventPatterns(text)).toHaveProperty('problems', [problem]);
  });
});
