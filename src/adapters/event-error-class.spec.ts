import { describe, expect, it } from '@jest/globals';
import { errorClassOf } from './event-error-class.js';

const classOf = (error: unknown) => errorClassOf(JSON.stringify({ error }));

describe(errorClassOf, () => {
  it.each([
    ['Job timed out after 30 minutes', 'Job timed out after … minutes'],
    ['Step 4 of 7 produced no output', 'Step … of … produced no output'],
    ['Creatomate API error: 422 Unprocessable Entity', 'Creatomate API error: 422 Unprocessable Entity'],
    ['template "auto" needs 3 posters', 'template … needs … posters'],
    ["Cannot read properties of undefined (reading 'id')", 'Cannot read properties of undefined (reading …)'],
    ["it isn't there, and can't be", "it isn't there, and can't be"],
    ['ENOENT: no such file, open /var/tmp/job_17/out.mp4', 'ENOENT: no such file, open …'],
    ['connect ECONNREFUSED 10.0.0.7:5432', 'connect ECONNREFUSED …'],
    ['GET https://api.example/v1/jobs/17?x=1 failed', 'GET … failed'],
    ['job job_1704123456789_abc123 is unknown', 'job … is unknown'],
    ['no codec H264', 'no codec H264'],
    ['job a6fdaf and commit 4f3d02b are unknown', 'job … and commit … are unknown'],
    ['code E40100: no decade', 'code E40100: no decade'],
    ['render 019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11 is lost', 'render … is lost'],
    ['Rate limit: 12.5 % of 1,000', 'Rate limit: … % of …'],
    [{ message: 'Out of memory (512MB)' }, 'Out of memory (…MB)'],
  ])('takes out of %j what differs between errors of one kind', (error, expected) => {
    expect(classOf(error)).toBe(expected);
  });

  it('gives two errors that differ in ids, paths and numbers the same class', () => {
    const errors = [17, 18].map((n) =>
      classOf(`upload of /out/${n}/a.mp4 for job_0000000${n} took ${n}00 ms`),
    );
    expect(errors[0]).toBe(errors[1]);
  });

  it('is the reason where the event tells of the gateway, and null where there is nothing to tell', () => {
    expect(errorClassOf('{"reason":"HTTP 503 response"}')).toBe('HTTP 503 response');
    const nothing = ['{}', '{"error":null}', '{"error":"17"}', '{"error":true}', '[]', 'no JSON'];
    expect(nothing.map(errorClassOf)).toEqual(nothing.map(() => null));
  });

  it('is bounded and on one line', () => {
    const text = classOf(`so long `.repeat(90))!;
    expect(text.length).toBeLessThanOrEqual(120);
    expect(text).not.toContain('\n');
  });
});
