import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { isEventPattern, matchesPattern } from './event-pattern.js';

const type = fc
  .array(fc.stringMatching(/^[a-z0-9_]{1,8}$/), { minLength: 1, maxLength: 5 })
  .map((words) => words.join('.'));

describe('matchesPattern', () => {
  it.each([
    ['*', 'job.completed', true],
    ['job.*', 'job.completed', true],
    ['job.*', 'job.render.timeout', true],
    ['job.*', 'job', false],
    ['job.*', 'jobs.completed', false],
    ['job.render.*', 'job.completed', false],
    ['job.completed', 'job.completed', true],
    ['job.completed', 'job.completed_with_issues', false],
    ['*', 'webhook.test', true],
    ['*', 'webhook.endpoint_failing', false],
    ['*', 'webhook.delivery_exhausted', false],
    ['webhook.*', 'webhook.endpoint_disabled', true],
    ['webhook.endpoint_recovered', 'webhook.endpoint_recovered', true],
  ])('decides for the pattern %s and the type %s: %s', (pattern, event, matches) => {
    expect(matchesPattern(pattern, event)).toBe(matches);
  });

  it('matches every type by itself, by its first word with an asterisk, and by the asterisk', () => {
    fc.assert(
      fc.property(type, (event) => {
        expect(matchesPattern('*', event)).toBe(true);
        expect(matchesPattern(event, event)).toBe(true);
        expect(matchesPattern(`${event.split('.')[0]}.*`, event)).toBe(event.includes('.'));
      }),
    );
  });
});

describe('isEventPattern', () => {
  it.each(['*', 'job.*', 'job.render.*', 'job.completed', 'x'])('accepts %s', (text) => {
    expect(isEventPattern(text)).toBe(true);
  });

  it.each([
    '',
    '.*',
    '**',
    '*.completed',
    'job*',
    'job.*.x',
    'Job.completed',
    'job..x',
    'job.',
    'a'.repeat(129),
  ])('refuses %j', (text) => {
    expect(isEventPattern(text)).toBe(false);
  });
});
