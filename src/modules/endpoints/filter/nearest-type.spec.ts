import { describe, expect, it } from '@jest/globals';
import { KNOWN_EVENTS } from '../../../adapters/catalogue/catalogue.js';
import { nearestType } from './nearest-type.js';

describe('nearestType', () => {
  it.each([
    ['job.finished', 'job.completed'],
    ['job.done', 'job.completed'],
    ['job.complete', 'job.completed'],
    ['job.compelted', 'job.completed'],
    ['job_completed', 'job.completed'],
    ['jobs.completed', 'job.completed'],
    ['jobs.finished', 'job.completed'],
    ['job.Succeeded', 'job.completed'],
    ['job.canceled', 'job.cancelled'],
    ['job.error', 'job.failed'],
    ['job.faild', 'job.failed'],
    ['job.timed_out', 'job.timeout'],
    ['job.extraction_complete', 'job.extraction_completed'],
  ])('suggests for %s: %s', (type, meant) => {
    expect(nearestType(type, KNOWN_EVENTS)).toBe(meant);
  });

  it.each(['order.paid', 'job.progress', 'user.completed', 'job', 'job.completed'])(
    'is by %s none',
    (type) => {
      expect(nearestType(type, KNOWN_EVENTS)).toBeNull();
    },
  );
});
