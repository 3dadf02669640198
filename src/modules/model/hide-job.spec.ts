import { describe, expect, it } from '@jest/globals';
import { asksFor, hiddenIn, hideJob } from './hide-job.js';

describe('The id of an erased job', () => {
  it.each([
    ['job-1704', 'job-1704 is unknown (JOB-1704)', 'erased is unknown (erased)'],
    ['job-1704', 'job-17045 and xjob-1704', 'job-17045 and xjob-1704'],
    ['job-1704', 'job-1704_retry', 'job-1704_retry'],
    ['a.b*c(d', 'saw a.b*c(d, not aXb*c(d', 'saw erased, not aXb*c(d'],
    ['17', '17 × HTTP 500', '17 × HTTP 500'],
    ['17', '17', 'erased'],
  ])('%s is hidden in %j: %j', (jobId, text, shown) => {
    expect(hideJob(jobId)(text)).toBe(shown);
  });

  it('takes the id of its event along, and leaves words of the gateway', () => {
    const report = {
      job_id: 'failed',
      event_id: 'e1',
      event: 'failed',
      n: 1,
      list: [{ kind: 'failed' }, 'failed'],
    };
    expect(hiddenIn(report, hideJob('failed'))).toEqual({
      job_id: 'erased',
      event_id: 'erased',
      event: 'failed',
      n: 1,
      list: [{ kind: 'failed' }, 'erased'],
    });
  });

  it.each([
    ['job:17', '17', true],
    ['type:job.* -data.job_id:"17"', '17', true],
    ['job:3,17,4', '17', true],
    ['job:170 attempts:2', '17', false],
    ['last:17h', '17', false],
    ['"render of job-1704"', 'job-1704', true],
  ])('is asked for by the view %j of %s: %s', (query, jobId, asks) => {
    expect(asksFor(query, jobId)).toBe(asks);
  });
});
