import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../../../test/support/an-endpoint.js';
import type { Batch } from '../../../model/batch.js';
import type { Digest } from '../../../model/digest.js';
import type { Endpoint } from '../../../model/endpoint.js';
import type { GatewayEvent } from '../../../model/event.js';
import type { Quiet } from '../../../model/quiet.js';
import { comparisonSummary } from './comparison-words.js';
import { outcomeOf } from './outcome-of.js';
import { rateTrial } from './rate-trial.js';
import type { Told } from './conversation-trial.js';
import { requestsOf } from './request-times.js';

const NIGHT = Date.UTC(2026, 0, 1, 23);
const NOON = Date.UTC(2026, 0, 1, 12);

const quiet: Quiet = {
  spans: [{ from: 22 * 60, to: 31 * 60 }],
  weekdays: null,
  daysOfMonth: null,
  months: null,
  zone: 'UTC',
  then: 'hold',
  except: ['job.failed'],
};

/** An event as conversations and digests see it, so long after noon, ms. */
const told = (type: string, moment: number, over: Partial<Told> = {}): Told => ({
  type,
  acceptedAt: NOON + moment,
  subject: null,
  lasting: false,
  ends: false,
  tone: 'progress',
  ...over,
});

const event = (type: string, acceptedAt = NOON, data: object = { country: 'us' }): GatewayEvent => ({
  id: 'e',
  type,
  data: JSON.stringify(data),
  timestamp: new Date(acceptedAt).toISOString(),
  acceptedAt,
});

describe('The outcome of an event at an endpoint', () => {
  const endpoint = anEndpoint({ events: ['job.*'], filter: { 'data.country': 'us' }, quiet });
  const judged = (one: GatewayEvent, of = endpoint) => outcomeOf(of, one).outcome;

  it('follows event types, then the filter, then quiet hours at the time of acceptance', () => {
    expect(judged(event('app.done', NIGHT, { country: 'de' }))).toBe('skipped');
    expect(outcomeOf(endpoint, event('app.done')).reason).toBe('Not subscribed to app.done.');
    expect(judged(event('job.done', NIGHT, { country: 'de' }))).toBe('skipped');
    expect(outcomeOf(endpoint, event('job.done', NOON, {})).reason).toBe('The filter does not match.');
    expect(judged(event('job.done', NIGHT))).toBe('held');
    expect(outcomeOf(endpoint, event('job.done', NOON))).toEqual({ outcome: 'sent', reason: null });
  });

  it('is sent in quiet hours for what is excepted, and dropped where they drop', () => {
    expect(judged(event('job.failed', NIGHT))).toBe('sent');
    expect(judged(event('job.done', NIGHT), { ...endpoint, quiet: { ...quiet, then: 'drop' } })).toBe(
      'dropped',
    );
  });
});

describe('A trial of rate limits', () => {
  const limit = { max: 2, windowMs: 1_000 };

  it('delays what comes too fast, each in its turn, and nothing else', () => {
    const { delayed, longestWaitMs } = rateTrial([limit], [0, 10, 20, 30, 5_000]);
    expect(delayed).toBe(2);
    expect(longestWaitMs).toBeGreaterThanOrEqual(980);
    expect(longestWaitMs).toBeLessThan(1_000);
    expect(rateTrial([limit], [0, 10, 2_000, 2_010])).toEqual({ delayed: 0, longestWaitMs: 0 });
  });

  it('lets all of several limits count, and none where there is none', () => {
    const slow = { max: 1, windowMs: 10_000 };
    expect(rateTrial([limit, slow], [0, 1_000]).longestWaitMs).toBeGreaterThan(8_000);
    expect(rateTrial([], [0, 0, 0])).toEqual({ delayed: 0, longestWaitMs: 0 });
  });
});

describe('The requests that events become', () => {
  const MINUTE = 60_000;
  const storm: Digest = {
    kind: 'storm',
    over: 2,
    withinMs: MINUTE,
    everyMs: 5 * MINUTE,
    types: null,
    except: ['job.failed'],
  };
  const times = (of: { readonly digest?: Digest; readonly batch?: Batch }, ...events: readonly Told[]) =>
    requestsOf(anEndpoint(of), events).times.map((at) => at - NOON);
  const at = (...moments: readonly number[]) => moments.map((moment) => told('job.done', moment));

  it('are one each where nothing combines them', () => {
    expect(times({}, ...at(0, 0, 5))).toEqual([0, 0, 5]);
  });

  it('are single messages up to the threshold of a storm, then its digests until a calm interval', () => {
    expect(times({ digest: storm }, ...at(0, 1, 2, 3, 4))).toEqual([0, 1, 2 + 5 * MINUTE]);
    expect(times({ digest: storm }, ...at(0, MINUTE, 2 * MINUTE))).toEqual([0, MINUTE, 2 * MINUTE]);
    const calm = 20 * MINUTE;
    expect(times({ digest: storm }, ...at(0, 1, 2, 3, calm))).toEqual([0, 1, 2 + 5 * MINUTE, calm]);
  });

  it('are single messages for what a digest leaves out', () => {
    const events = [...at(0, 1, 2, 3), told('job.failed', 4)];
    expect(times({ digest: storm }, ...events)).toEqual([0, 1, 4, 2 + 5 * MINUTE]);
  });

  it('are one for each time of a schedule', () => {
    const daily: Digest = {
      kind: 'scheduled',
      everyMs: 24 * 60 * MINUTE,
      at: 13 * 60,
      weekdays: null,
      zone: 'UTC',
      types: null,
      except: [],
    };
    expect(times({ digest: daily }, ...at(0, 5, 61 * MINUTE))).toEqual([60 * MINUTE, 25 * 60 * MINUTE]);
  });

  it('are batches that are full, or whose time is over', () => {
    const batch: Batch = { max: 3, withinMs: 1_000, format: 'json' };
    expect(times({ batch }, ...at(0, 10, 20, 30, 2_000))).toEqual([20, 1_030, 3_000]);
    expect(times({ batch: { ...batch, max: 1 } }, ...at(0, 1))).toEqual([0, 1]);
  });
});

describe('The messages that the events of jobs become', () => {
  const HOUR = 3_600_000;
  const failed = { ends: true, tone: 'failure' } as const;
  const step = (subject: string | null, moment: number, over: Partial<Told> = {}): Told =>
    told(over.ends ? 'job.failed' : 'job.step', moment, { subject, ...over });
  const made = (of: Partial<Endpoint>, ...events: readonly Told[]) => {
    const { times, edits, replies } = requestsOf(anEndpoint(of), events);
    return { posts: times.length - edits - replies, edits, replies };
  };
  const job = [step('a', 0), step('a', 10), step('a', 20), step('a', 10_000), step('a', 10_100, failed)];

  it('are one each, one that is edited at most every 3 seconds, or one with replies', () => {
    expect(made({ conversation: 'each' }, ...job)).toEqual({ posts: 5, edits: 0, replies: 0 });
    expect(made({ conversation: 'live', announce: 'never' }, ...job)).toEqual({
      posts: 1,
      edits: 3,
      replies: 0,
    });
    expect(made({ conversation: 'thread' }, ...job)).toEqual({ posts: 1, edits: 0, replies: 4 });
  });

  it('are also announcements of edits, by what the endpoint announces', () => {
    const done = { ends: true, tone: 'success' } as const;
    const jobs = [...job, step('b', 20_000), step('b', 20_001, done)];
    const announced = (announce: Endpoint['announce']) =>
      made({ conversation: 'live', announce }, ...jobs).posts;
    expect([announced('never'), announced('failure'), announced('end')]).toEqual([2, 3, 4]);
  });

  it('are of each job, of what has none by itself, and anew long after its end', () => {
    const later = step('a', 7 * HOUR);
    const of = (...more: readonly Told[]) => made({ conversation: 'live' }, step('a', 0, failed), ...more);
    expect(of(step('b', 1), step(null, 2), step(null, 3)).posts).toBe(4);
    expect(of(later)).toMatchObject({ posts: 2, edits: 0 });
    expect(of({ ...later, lasting: true })).toMatchObject({ posts: 1, edits: 1 });
  });

  it('are gathered in a storm unless they are edits', () => {
    const digest: Digest = {
      kind: 'storm',
      over: 1,
      withinMs: 60_000,
      everyMs: 60_000,
      types: null,
      except: [],
    };
    expect(made({ conversation: 'live', digest }, ...job, step('b', 1), step('b', 2), step('c', 3))).toEqual({
      posts: 2,
      edits: 3,
      replies: 0,
    });
  });
});

describe('The summary of a comparison', () => {
  const counts = { sent: 0, held: 0, dropped: 0, failed: 0, skipped: 0 };
  const summary = (before: object, after: object, rewritten = 0, examined = 50) =>
    comparisonSummary({
      examined,
      before: { ...counts, ...before },
      after: { ...counts, ...after },
      rewritten,
    });

  it('tells how many would be sent, and how many more or fewer than now', () => {
    expect(summary({ sent: 20 }, { sent: 14 })).toBe(
      '14 of the last 50 events would be sent, 6 fewer than now.',
    );
    expect(summary({ sent: 14 }, { sent: 20 })).toBe(
      '20 of the last 50 events would be sent, 6 more than now.',
    );
    expect(summary({ sent: 1 }, { sent: 1 }, 1, 1)).toBe(
      '1 of the last event would be sent, as many as now. 1 message would differ.',
    );
  });

  it('tells what quiet hours hold and drop, and of messages that differ', () => {
    expect(summary({ sent: 9 }, { sent: 5, held: 4 }, 3)).toBe(
      '5 of the last 50 events would be sent, 4 fewer than now. 4 would be held by quiet hours, 4 more than now. 3 messages would differ.',
    );
  });

  it('says so where no event is stored', () => {
    expect(summary({}, {}, 0, 0)).toBe('No event of these types is stored yet.');
  });
});
