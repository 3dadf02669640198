import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseEventPatterns } from './parse-event-patterns.js';

const word = fc.stringMatching(/^[a-z0-9_]{1,8}$/);
const pattern = fc.oneof(
  fc.constant('*'),
  word,
  fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => `${words.join('.')}.*`),
);

describe('parseEventPatterns', () => {
  it('reads back what was written', () => {
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
  ])('says what is wrong with %j', (text, problem) => {
    expect(parseEventPatterns(text)).toHaveProperty('problems', [problem]);
  });
});
