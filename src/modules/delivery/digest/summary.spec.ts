import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, eventTypeOf } from '../../../adapters/catalogue/catalogue.js';
import type { DigestMember } from '../../model/digest.js';
import { summaryOf } from './summary.js';

const typeOf = (name: string) => eventTypeOf(BUILT_IN, name);
const START = Date.parse('2024-01-01T12:00:00Z');

let nth = 0;
const member = (type: string, jobId: string | null, errorClass: string | null = null): DigestMember => ({
  deliveryId: String(++nth),
  type,
  jobId,
  acceptedAt: START + nth * 1_000,
  errorClass,
});
const failed = (job: string, error = 'no codec') => member('job.failed', job, error);
const many = (count: number, make: (at: number) => DigestMember) =>
  Array.from({ length: count }, (_, at) => make(at));

describe(summaryOf, () => {
  it('counts by type, failures first, and by class of error, the most frequent first', () => {
    const members = [
      ...many(3, (at) => member('job.completed', `done-${at}`)),
      failed('a', 'Job timed out'),
      failed('b'),
      failed('c'),
    ];
    expect(summaryOf(members, typeOf)).toMatchObject({
      headline: '3 jobs failed',
      beside: '3 jobs completed',
      tone: 'failure',
      count: 6,
      recovered: 0,
      types: [
        { type: 'job.failed', count: 3 },
        { type: 'job.completed', count: 3 },
      ],
      errors: [
        { error: 'no codec', count: 2 },
        { error: 'Job timed out', count: 1 },
      ],
      reason: '2 × no codec',
      message: '1 × Job timed out',
      jobs: 6,
    });
  });

  it('names the first and the last time, and at most ten jobs, those that failed first', () => {
    const members = [...many(20, (at) => member('job.completed', `done-${at}`)), failed('bad')];
    const { first_at, last_at, job_ids, jobs } = summaryOf(members, typeOf);
    expect([first_at, last_at]).toEqual(
      [members[0]!, members.at(-1)!].map(({ acceptedAt }) => new Date(acceptedAt).toISOString()),
    );
    expect([job_ids.length, job_ids[0], jobs]).toEqual([10, 'bad', 21]);
  });

  it('names no incident as a job', () => {
    const members = [failed('a'), member('webhook.endpoint_failing', '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c')];
    expect(summaryOf(members, typeOf)).toMatchObject({ jobs: 1, job_ids: ['a'] });
  });

  it('counts a job that failed and completed afterwards as recovered, and its failure nowhere else', () => {
    const members = [failed('a'), failed('b'), failed('a'), member('job.completed', 'a')];
    expect(summaryOf(members, typeOf)).toMatchObject({
      headline: '1 job failed',
      beside: '1 job completed · 1 recovered',
      recovered: 1,
      errors: [{ error: 'no codec', count: 1 }],
    });
  });

  it('counts a job that failed again after it completed as failed', () => {
    const members = [failed('a'), member('job.completed', 'a'), failed('a')];
    expect(summaryOf(members, typeOf)).toMatchObject({ headline: '1 job failed', recovered: 0 });
  });

  it('names no error of jobs that succeeded', () => {
    const members = [
      failed('a'),
      member('job.completed', 'b', 'no codec'),
      member('job.completed_with_issues', 'c', 'no font'),
    ];
    expect(summaryOf(members, typeOf)).toMatchObject({ reason: '1 × no codec', message: '1 × no font' });
  });

  it('counts jobs, not events, where it says jobs', () => {
    const members = [
      failed('a'),
      failed('a'),
      failed('b'),
      member('job.failed', null),
      member('job.failed', null),
    ];
    expect(summaryOf(members, typeOf)).toMatchObject({
      headline: '4 jobs failed',
      count: 5,
      types: [{ type: 'job.failed', count: 5 }],
    });
  });

  it('writes types that have no words of their own by their headline, and the rest as a number', () => {
    const types = ['a.one', 'a.two', 'a.three', 'a.four', 'a.five', 'a.six'];
    const { headline, beside, tone } = summaryOf(
      types.map((type) => member(type, null)),
      typeOf,
    );
    expect([headline, beside, tone]).toEqual([
      '1 × A One',
      '1 × A Two · 1 × A Three · 1 × A Four · 2 more',
      'neutral',
    ]);
  });

  it.each([
    ['webhook.delivery_exhausted', '2 × Delivery failed'],
    ['webhook.certificate_expiring', '2 × Certificate expiring'],
  ])('writes the headline of %s without the data of one', (type, headline) => {
    expect(summaryOf([member(type, 'i'), member(type, 'i')], typeOf).headline).toBe(headline);
  });

  it('writes a headline of the operator’s, and never one that depends on a single event', () => {
    const own = (headline: string) => (name: string) => ({ ...typeOf(name), headline });
    const members = [failed('a'), failed('b')];
    expect(summaryOf(members, own('Render broke')).headline).toBe('2 × Render broke');
    expect(summaryOf(members, own('{{ data.title }} broke')).headline).toBe('2 × job failed');
    const either = '{% if data.ok %}Passed{% else %}Failed{% endif %}';
    expect(summaryOf(members, own(either)).headline).toBe('2 × job failed');
  });
});
