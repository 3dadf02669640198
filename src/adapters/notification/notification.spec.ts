import { describe, expect, it } from '@jest/globals';
import type { GatewayEvent } from '../modules/model/event.js';
import { KNOWN_EVENTS } from './event-kinds.js';
import { notificationOf } from './notification.js';
import { SAMPLES } from './samples.js';

const eventOf = (type: string, data: object = {}, timestamp = '2024-01-01T12:05:30.123Z'): GatewayEvent => ({
  id: 'e1',
  type,
  data: JSON.stringify(data),
  timestamp,
  acceptedAt: 1_704_110_730_999,
});
const notify = (type: string, data: object = {}) => notificationOf(eventOf(type, data), 'StreamGank');
const valuesOf = (type: string, data: object) =>
  Object.fromEntries(notify(type, data).fields.map(({ label, value }) => [label, value]));

describe('notificationOf', () => {
  it.each([
    ['job.completed', '✅ StreamGank Job Completed', 'success'],
    ['job.failed', '❌ StreamGank Job Failed', 'failure'],
    ['job.cancelled', '🚫 StreamGank Job Cancelled', 'neutral'],
    ['job.extraction_completed', '📦 StreamGank Job Extraction Completed', 'progress'],
    ['job.script_completed', '📜 StreamGank Job Script Completed', 'progress'],
    ['job.completed_with_issues', '⚠️ StreamGank Job Completed With Issues', 'warning'],
    ['job.failed_no_retry', '⛔ StreamGank Job Failed Without Retry', 'failure'],
    ['job.timeout', '⏰ StreamGank Job Timed Out', 'failure'],
    ['job.workflow_incomplete', '🧩 StreamGank Job Workflow Incomplete', 'warning'],
    ['job.render_timeout', '⌛ StreamGank Job Render Timed Out', 'warning'],
    ['job.deleted', '🗑️ StreamGank Job Deleted', 'neutral'],
    ['webhook.endpoint_failing', '🔌 StreamGank Endpoint Failing', 'warning'],
    ['webhook.endpoint_recovered', '💚 StreamGank Endpoint Recovered', 'success'],
    ['webhook.endpoint_disabled', '⛔ StreamGank Endpoint Disabled', 'failure'],
    ['webhook.certificate_expiring', '⏳ StreamGank Certificate Expiring', 'warning'],
    ['webhook.delivery_exhausted', '📭 StreamGank Delivery Given Up', 'failure'],
    ['webhook.test', '🧪 StreamGank Webhook Test', 'neutral'],
    ['render.queue_full', '🔔 StreamGank Render Queue Full', 'neutral'],
    ['__proto__', '🔔 StreamGank Proto', 'neutral'],
  ])('titles %s', (type, title, tone) => {
    expect(notify(type)).toMatchObject({ title, tone });
  });

  it('gives every known event a title of its own', () => {
    expect(new Set(KNOWN_EVENTS.map((type) => notify(type).title)).size).toBe(17);
  });

  it('takes the brand it is given, or none', () => {
    expect(notificationOf(eventOf('job.failed'), 'Acme').title).toBe('❌ Acme Job Failed');
    expect(notificationOf(eventOf('job.failed'), ' ').title).toBe('❌ Job Failed');
  });

  it('puts the job first, then what people know, then the rest', () => {
    const { fields } = notify('job.failed', {
      zeta: 1,
      retry_count: 2,
      parameters: {
        voice: 'anna',
        template: 'auto',
        genre: 'action',
        country: 'us',
        contentType: 'movies',
        platform: 'netflix',
      },
      processing_duration_ms: 330_000,
      status: 'failed',
      job_id: 'job_1',
      progress: 60,
      current_step: 'Rendering',
    });
    expect(fields.map(({ label, value }) => `${label}=${value}`)).toEqual([
      'Job ID=job_1',
      'Status=failed',
      'Duration=5m 30s',
      'Retries=2',
      'Step=Rendering',
      'Progress=60%',
      'Country=us',
      'Platform=netflix',
      'Genre=action',
      'Content=movies',
      'Template=auto',
      'Voice=anna',
      'Zeta=1',
    ]);
  });

  it('shows retries only when there were some, and progress only while it tells something', () => {
    const data = { retry_count: 0, progress: 100, current_step: 'Done' };
    expect(valuesOf('job.completed', data)).toEqual({});
    expect(valuesOf('job.script_completed', data)).toEqual({ Step: 'Done', Progress: '100%' });
  });

  it('reads ids of any kind, and leaves out what is not there', () => {
    expect(valuesOf('job.completed', { job_id: 42, status: null, processing_duration_ms: -1 })).toEqual({
      'Job ID': '42',
    });
  });

  it('takes the message of an error object', () => {
    expect(notify('job.failed', { error: { code: 7, message: 'no\nposter' } }).error).toBe('no\nposter');
    expect(notify('job.failed', { error: ['a', 'b'] }).error).toBe('a, b');
    expect(notify('job.failed', { error: { code: 7 } }).error).toBe('code: 7');
    expect(notify('job.failed', { error: 'x'.repeat(10_240) }).error).toHaveLength(4000);
  });

  it('links a video only over http(s)', () => {
    expect(notify('job.completed', { video_url: 'https://c.example/v.mp4' }).video?.url).toBe(
      'https://c.example/v.mp4',
    );
    expect(notify('job.completed', { video_url: 's3://b/v.mp4' }).video).toEqual({
      url: null,
      text: 's3://b/v.mp4',
    });
    expect(notify('job.completed', { video_url: null }).video).toBeNull();
  });

  it('has the four lines of the guide for a finished job', () => {
    const { title, lines } = notificationOf(SAMPLES[0]!.event, 'StreamGank');
    expect([title, ...lines.map(({ label, value }) => `${label}: ${value}`)]).toEqual([
      '✅ StreamGank Job Completed',
      'Job ID: job_1704123456789_abc123',
      'Video: https://cdn.creatomate.com/renders/abc123-video.mp4',
      'Duration: 5m 30s',
    ]);
  });

  it('happened when the sender says, else when it was accepted', () => {
    expect(notify('job.failed').at).toBe(1_704_110_730_123);
    expect(notificationOf(eventOf('job.failed', {}, 'garbage'), 'S').at).toBe(1_704_110_730_999);
  });

  it('treats keys of Object.prototype as data', () => {
    const event = {
      ...eventOf('job.failed'),
      data: '{"parameters":{"__proto__":"a","constructor":"b"},"toString":"c"}',
    };
    expect(notificationOf(event, 'S').fields.map(({ value }) => value)).toEqual(['a', 'b', 'c']);
  });

  it('is bounded however many parameters there are', () => {
    const parameters = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`p${i}`, i]));
    expect(notify('job.failed', { parameters }).fields).toHaveLength(250);
  });
});
