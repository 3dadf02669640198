import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Delivery, Job, JobAttempt } from '../../console/src/api/types.js';
import { axisOf } from '../../console/src/jobs/axis.js';
import { lanesOf, type Span } from '../../console/src/jobs/lanes.js';
import { nextPlace } from '../../console/src/jobs/places.js';

const START = Date.UTC(2026, 0, 1, 12);
const iso = (ms: number): string => new Date(START + ms).toISOString();

const delivery = (id: string, over: Partial<Delivery>): Delivery =>
  ({
    id,
    event_id: 'e',
    event: 'job.completed',
    endpoint_id: 'chat',
    webhook_id: 'webhook_1',
    state: 'delivered',
    attempts: 1,
    created_at: iso(0),
    settled_at: iso(300),
    reason: null,
    held_by: null,
    ...over,
  }) as Delivery;

const attempt = (of: string, number: number, at: number, over: Partial<JobAttempt> = {}): JobAttempt =>
  ({
    delivery_id: of,
    number,
    started_at: iso(at),
    duration_ms: 100,
    status: 200,
    outcome: 'delivered',
    error: null,
    explanation: null,
    note: null,
    ...over,
  }) as JobAttempt;

const FAILED = {
  outcome: 'retry',
  status: 503,
  error: { code: 'HTTP_503', message: 'HTTP 503 response' },
} as const;

function spansOf(deliveries: Delivery[], attempts: JobAttempt[], over: Partial<Job> = {}): readonly Span[] {
  const job = { events: [{ deliveries_list: deliveries }], attempts, messages: [], ...over };
  const lanes = lanesOf(job as unknown as Job, new Map([['chat', 'live']]), START + 60_000);
  return lanes.flatMap(({ spans }) => spans);
}

const labels = (spans: readonly Span[]): string[] => spans.map(({ label }) => label);

describe('The lane of an endpoint', () => {
  it('shows waits, attempts and retries of a delivery in order of time', () => {
    const spans = spansOf(
      [delivery('d', { settled_at: iso(5_100) })],
      [attempt('d', 1, 200, FAILED), attempt('d', 2, 5_000)],
    );
    expect(labels(spans)).toEqual([
      'Queued',
      'Attempt 1: HTTP 503',
      'Waiting for the retry',
      'Attempt 2: delivered',
    ]);
    expect(spans.map(({ from, to }) => [from - START, to - START])).toEqual([
      [0, 200],
      [200, 300],
      [300, 5_000],
      [5_000, 5_100],
    ]);
  });

  it('tells what holds a delivery now, and lets it last until now', () => {
    const held = delivery('d', { state: 'pending', settled_at: null, held_by: 'quiet_hours' });
    const [span] = spansOf([held], []);
    expect(span).toMatchObject({ kind: 'hold', label: 'Held: quiet hours', to: START + 60_000 });
  });

  it('tells how deliveries ended that no attempt tells of', () => {
    const ended = [
      delivery('a', { reason: 'superseded' }),
      delivery('b', { state: 'cancelled', reason: 'muted' }),
      delivery('c', { state: 'failed', reason: 'expired' }),
    ];
    const ends = spansOf(ended, []).filter(({ kind }) => kind === 'end');
    expect(ends.map(({ label, detail }) => [label, detail])).toEqual([
      ['Superseded', 'superseded by a newer event'],
      ['Cancelled', 'dropped by a mute'],
      ['Failed permanently', 'older than the TTL'],
    ]);
  });

  it('calls an attempt an edit once the message of the job was posted', () => {
    const messages = [{ endpoint_id: 'chat', first_posted_at: iso(150) }] as Job['messages'];
    const spans = spansOf(
      [delivery('a', { settled_at: iso(150) }), delivery('b', { settled_at: iso(400) })],
      [attempt('a', 1, 20), attempt('b', 1, 300)],
      { messages },
    );
    const attempts = spans.filter(({ kind }) => kind === 'attempt');
    expect(labels(attempts)).toEqual(['Attempt 1: delivered', 'Attempt 1: message edited']);
  });
});

describe('The time axis of a job', () => {
  it('places moments in order, the first at its beginning and the last at its end', () => {
    const times = fc.array(fc.integer({ min: 0, max: 40_000_000 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(times, (given) => {
        const axis = axisOf(given);
        const places = given.toSorted((a, b) => a - b).map(axis.at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
        expect(places[0]).toBeCloseTo(0);
        expect(places.at(-1)).toBeCloseTo(new Set(given).size > 1 ? 100 : 0);
        for (const place of places) expect(place >= 0 && place <= 100.001).toBe(true);
      }),
    );
  });

  it('cuts hours in which nothing happens, so that they do not hide the seconds before', () => {
    const { at, cuts } = axisOf([0, 1_000, 2_000, 36_000_000]);
    expect(cuts).toHaveLength(1);
    expect(at(2_000)).toBeGreaterThan(80);
    expect(at(1_000) / at(2_000)).toBeCloseTo(0.5);
  });

  it('cuts nothing where all is spread evenly', () => {
    expect(axisOf([0, 1_000, 2_000, 3_000, 4_000]).cuts).toEqual([]);
    expect(axisOf([0, 36_000_000]).cuts).toEqual([]);
  });
});

describe('Arrow keys on the timeline', () => {
  const row = (...at: number[]): Span[] => at.map((from) => ({ from, to: from }) as Span);
  const rows = [row(0, 10, 20), row(), row(4, 18)];

  it.each([
    ['ArrowRight', { row: 0, nth: 0 }, { row: 0, nth: 1 }],
    ['ArrowRight', { row: 0, nth: 2 }, { row: 0, nth: 2 }],
    ['ArrowLeft', { row: 0, nth: 0 }, { row: 0, nth: 0 }],
    ['End', { row: 0, nth: 0 }, { row: 0, nth: 2 }],
    ['Home', { row: 2, nth: 1 }, { row: 2, nth: 0 }],
    ['ArrowDown', { row: 0, nth: 2 }, { row: 2, nth: 1 }],
    ['ArrowUp', { row: 2, nth: 0 }, { row: 0, nth: 0 }],
    ['ArrowUp', { row: 0, nth: 1 }, { row: 0, nth: 1 }],
  ] as const)('%s leads from %j to %j', (key, from, to) => {
    expect(nextPlace(rows, from, key)).toEqual(to);
  });

  it('leave other keys alone', () => {
    expect(nextPlace(rows, { row: 0, nth: 0 }, 'Enter')).toBeNull();
  });
});
