import { describe, expect, it } from '@jest/globals';
import { BUILT_IN, eventTypeOf } from '../../adapters/catalogue/catalogue.js';
import { DEFAULT_MESSAGE, NO_LINKS } from '../model/message-options.js';
import type { EventSummary } from '../store/history-store.js';
import { jobSummary } from './job-summary.js';

const START = Date.UTC(2026, 0, 1, 12);
const NONE = { pending: 0, sending: 0, delivered: 0, failed: 0, cancelled: 0 };

const event = (type: string, at: number): EventSummary => ({
  id: `${type} ${at}`,
  type,
  timestamp: new Date(at).toISOString(),
  acceptedAt: at + 5,
  jobId: 'job_17',
  mismatch: null,
  deliveries: NONE,
});

const summaryOf = (newest: EventSummary, data: object, first = event('job.started', START)) =>
  jobSummary(
    {
      summary: newest,
      data: JSON.stringify({ job_id: 'job_17', ...data }),
      cloudEvent: null,
      deliveries: [],
    },
    first,
    {
      brand: 'StreamGank',
      type: eventTypeOf(BUILT_IN, newest.type),
      names: {},
      message: DEFAULT_MESSAGE,
      links: NO_LINKS,
    },
  );

describe('The summary of a job', () => {
  it('takes state, subject, video and parameters from its newest event, in words', () => {
    const summary = summaryOf(event('job.completed', START + 90_000), {
      parameters: { country: 'us', platform: 'netflix', genre: 'action' },
      video_url: 'https://cdn.example/v.mp4',
      thumbnail_url: 'https://cdn.example/t.jpg',
    });
    expect(summary).toMatchObject({
      state: 'succeeded',
      headline: 'Video ready',
      video_url: 'https://cdn.example/v.mp4',
      thumbnail_url: 'https://cdn.example/t.jpg',
      started_at: '2026-01-01T12:00:00.000Z',
      ended_at: '2026-01-01T12:01:30.000Z',
      duration_ms: 90_000,
      error: null,
    });
    expect(summary.subject).toContain('Netflix');
    const country = summary.fields.find(({ name }) => name === 'country');
    expect(country!.value).toContain('United States');
    expect(summary.fields.map(({ name }) => name)).not.toContain('job_id');
  });

  it('runs until an event ends it', () => {
    expect(summaryOf(event('job.extraction_completed', START + 1_000), {})).toMatchObject({
      state: 'running',
      ended_at: null,
      duration_ms: null,
    });
  });

  it('tells why the job failed: the line that says so, and the rest', () => {
    const error = 'FFmpeg exited with code 1\n    at encode.ts:17';
    const summary = summaryOf(event('job.failed', START + 1_000), { error });
    expect(summary.state).toBe('failed');
    expect(summary.error).toContain('FFmpeg exited with code 1');
    expect(summary.error_detail).not.toBeNull();
  });

  it('begins and ends as its data says, where that is earlier or more exact than its events', () => {
    const summary = summaryOf(event('job.completed', START + 60_000), {
      created_at: new Date(START - 30_000).toISOString(),
      completed_at: new Date(START + 50_000).toISOString(),
    });
    expect(summary).toMatchObject({
      duration_ms: 80_000,
      steps: [{ label: 'Created' }, { label: 'Completed' }],
    });
  });

  it('is never over before it began', () => {
    expect(summaryOf(event('job.completed', START - 60_000), {})).toMatchObject({ duration_ms: 0 });
  });
});
