import type { GatewayEvent } from '../modules/model/event.js';
import { LATER_RETRY, type Sample } from './adapter.js';

const CREATED = Date.UTC(2024, 0, 1, 12, 0, 0);
const STARTED = CREATED + 5_000;

/** Data of a job as the job server reports it; each sample changes what its event changes. */
const JOB = {
  job_id: 'job_1704123456789_abc123',
  status: 'completed',
  created_at: iso(CREATED),
  started_at: iso(STARTED),
  completed_at: null as string | null,
  failed_at: null as string | null,
  parameters: {
    country: 'us',
    platform: 'netflix',
    genre: 'action',
    contentType: 'movies',
    template: 'auto',
  },
  progress: 100,
  current_step: 'Video generation completed!',
  video_url: null as string | null,
  creatomate_id: null as string | null,
  error: null as string | null,
  retry_count: 0,
  processing_duration_ms: 330_000 as number | null,
};

const RENDER = { creatomate_id: 'abc123-render-id' };

const ENDPOINT = {
  endpoint_id: '019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11',
  webhook_id: 'webhook_2',
  name: 'Editorial app',
  adapter: 'generic',
  url: 'https://app.example.com/***',
};
const INCIDENT = {
  incident_id: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  opened_at: iso(CREATED + 600_000),
  failed: 0,
  lost: 0,
};
const UNAVAILABLE = {
  reason: 'HTTP 503 response',
  cause: 'The receiver is unavailable or overloaded.',
  next_step: `${LATER_RETRY}; if none does, check the receiver.`,
};

/** One realistic event of every type that has a message of its own, and one of a type that has none. */
export const SAMPLES: readonly Sample[] = [
  sample('A finished job', 'job.completed', 330, {
    ...job('completed', 'Video generation completed!', 100),
    ...RENDER,
    completed_at: iso(STARTED + 325_000),
    video_url: 'https://cdn.creatomate.com/renders/abc123-video.mp4',
  }),
  sample('A job that failed', 'job.failed', 245, {
    ...job('failed', 'Rendering video', 60),
    failed_at: iso(CREATED + 245_000),
    error:
      'Creatomate API error: 422 Unprocessable Entity\n  at render (render.js:118)\n  template "auto" needs 3 posters',
    retry_count: 3,
    processing_duration_ms: 240_000,
  }),
  sample('A job somebody stopped', 'job.cancelled', 42, {
    ...job('cancelled', 'Cancelled by user', 20),
    processing_duration_ms: 37_000,
  }),
  sample('Movies extracted, paused for review', 'job.extraction_completed', 65, {
    ...job('extraction_completed', 'Extraction complete, waiting for review', 30),
    processing_duration_ms: 60_000,
  }),
  sample('Script done, video rendering', 'job.script_completed', 150, {
    ...job('rendering', 'Rendering video', 70),
    ...RENDER,
    processing_duration_ms: 145_000,
  }),
  sample('A finished job without its video', 'job.completed_with_issues', 330, {
    ...job('completed_with_issues', 'Completed with issues', 100),
    completed_at: iso(STARTED + 325_000),
    error: 'Job completed but no video URL was returned',
  }),
  sample('A job that cannot work', 'job.failed_no_retry', 8, {
    ...job('failed', 'Starting', 0),
    failed_at: iso(CREATED + 8_000),
    error: 'Configuration error: CREATOMATE_API_KEY is not set',
    processing_duration_ms: 3_000,
  }),
  sample('A job that took too long', 'job.timeout', 1805, {
    ...job('failed', 'Rendering video', 80),
    failed_at: iso(STARTED + 1_800_000),
    error: 'Job timed out after 30 minutes',
    processing_duration_ms: 1_800_000,
  }),
  sample('A workflow with a step missing', 'job.workflow_incomplete', 200, {
    ...job('workflow_incomplete', 'Waiting for voice-over', 55),
    error: 'Step 4 of 7 produced no output',
    processing_duration_ms: 195_000,
  }),
  sample('A render that did not come back', 'job.render_timeout', 1205, {
    ...job('render_timeout', 'Waiting for the render', 90),
    ...RENDER,
    error: 'Render still running after 20 minutes',
    processing_duration_ms: 1_200_000,
  }),
  sample('A job taken off the list', 'job.deleted', 86_400, {
    ...job('deleted', 'Deleted', 100),
    processing_duration_ms: null,
  }),
  sample('An endpoint that is failing', 'webhook.endpoint_failing', 600, {
    message:
      'Editorial app (webhook_2) is failing: its circuit is open. Deliveries are on hold and are sent when a probe succeeds; nothing is lost.',
    ...ENDPOINT,
    ...UNAVAILABLE,
    held: 48,
    ...INCIDENT,
    consecutive_failures: 10,
    failing_since: iso(CREATED + 540_000),
    next_probe_at: iso(CREATED + 605_000),
  }),
  sample('An endpoint that is still failing', 'webhook.endpoint_still_failing', 1_200, {
    message:
      'Editorial app (webhook_2) is still failing: its last probe failed. Deliveries are on hold and are sent when a probe succeeds; nothing is lost.',
    ...ENDPOINT,
    ...UNAVAILABLE,
    held: 112,
    ...INCIDENT,
    consecutive_failures: 14,
    failing_since: iso(CREATED + 540_000),
    next_probe_at: iso(CREATED + 1_320_000),
  }),
  sample('An endpoint that is back', 'webhook.endpoint_recovered', 1_500, {
    message:
      'Editorial app (webhook_2) has recovered: its circuit is closed. Deliveries on hold are being sent; nothing is lost.',
    ...ENDPOINT,
    reason: 'HTTP 503 response',
    held: 48,
    failing_since: iso(CREATED + 540_000),
    ...INCIDENT,
    failed: 0,
    closed: true,
    failing_ms: 960_000,
    rested_since: iso(CREATED + 600_000),
    recovered_at: iso(CREATED + 1_500_000),
  }),
  sample('An endpoint that was disabled', 'webhook.endpoint_disabled', 432_000, {
    message:
      'Editorial app (webhook_2) is disabled: it gets no new events. Deliveries on hold are kept and sent when it is enabled.',
    ...ENDPOINT,
    reason: 'HTTP 410 response',
    cause: 'The receiver says that this URL is gone for good.',
    next_step: 'Replace the URL of the endpoint, then enable it.',
    held: 7,
    ...INCIDENT,
    disabled_at: iso(CREATED + 432_000_000),
  }),
  sample('Deliveries that failed permanently', 'webhook.delivery_exhausted', 700, {
    message:
      'A delivery to Editorial app (webhook_2) failed permanently. This is the latest of 12. It is kept and can be redelivered.',
    ...ENDPOINT,
    reason: 'HTTP 500 response',
    cause: 'The receiver failed while it processed the request.',
    next_step: `${LATER_RETRY}; look into the log of the receiver for the cause.`,
    ...INCIDENT,
    failed: 12,
    count: 12,
    attempts: 4,
    delivery_id: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
    event_id: '019b1a2c-6f5e-7c3a-9d51-2f6f1b7f0a11',
    event: 'job.completed',
    job_id: 'job_1704123456789_abc123',
  }),
  sample('An incident that is over', 'webhook.incident_closed', 9_000, {
    message: 'All failed deliveries to Editorial app (webhook_2) are redelivered or cancelled.',
    ...ENDPOINT,
    ...INCIDENT,
    reason: 'HTTP 500 response',
    failed: 0,
    closed_by: 'repaired',
    closed_at: iso(CREATED + 9_000_000),
    open_ms: 8_400_000,
    count: 12,
    repaired: 12,
    cancelled: 0,
  }),
  sample('A certificate that expires soon', 'webhook.certificate_expiring', 3_600, {
    message:
      'The certificate of app.example.com, used by Editorial app (webhook_2), expires on 2024-01-08 12:00 UTC: have the receiver renew it, or deliveries will fail.',
    ...ENDPOINT,
    certificate: 'receiver',
    host: 'app.example.com',
    subject: 'CN=app.example.com',
    fingerprint: 'AB:12:CD:34',
    expires_at: iso(CREATED + 7 * 86_400_000),
    expired: false,
    webhook_ids: ['webhook_2'],
  }),
  sample('A digest of many messages', 'webhook.digest', 900, {
    message: '12 × Job timed out after … minutes\n5 × Configuration error: CREATOMATE_API_KEY is not set',
    webhook_id: 'webhook_1',
    delivery_id: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
    headline: '48 jobs failed',
    beside: '12 jobs completed · 3 recovered',
    tone: 'failure',
    count: 66,
    recovered: 3,
    first_at: iso(CREATED + 600_000),
    last_at: iso(CREATED + 895_000),
    types: [
      { type: 'job.failed', count: 48 },
      { type: 'job.completed', count: 12 },
    ],
    errors: [
      { error: 'Creatomate API error: 422 Unprocessable Entity', count: 31 },
      { error: 'Job timed out after … minutes', count: 12 },
      { error: 'Configuration error: CREATOMATE_API_KEY is not set', count: 5 },
    ],
    reason: '31 × Creatomate API error: 422 Unprocessable Entity',
    jobs: 57,
    job_ids: Array.from({ length: 10 }, (_, at) => `job_17041234567${80 + at}_abc123`),
  }),
  sample('A retry that somebody pressed in a message', 'action.retry_requested', 400, {
    job_id: JOB.job_id,
    action: 'retry',
    label: 'Retry job',
    by: 'Ana',
    via: 'telegram',
    message: 'Retry job: requested by Ana',
    parameters: JOB.parameters,
    source: {
      event_id: 'sample-job-failed',
      event: 'job.failed',
      timestamp: iso(CREATED),
      delivery_id: '0190c6b2-3f5e-7d00-8000-000000000002',
      webhook_id: 'webhook_1',
      name: '#video-jobs',
    },
  }),
  sample('The connectivity test', 'webhook.test', 0, {
    message: 'This is a test from your webhook gateway. If you can read it, the endpoint works.',
    timestamp: iso(CREATED),
  }),
  sample('An event without a message of its own', 'render.queue_full', 10, {
    queue_length: 128,
    oldest_job_id: 'job_1704123456789_abc123',
    message: 'New jobs wait until the queue is shorter.',
  }),
];

function job(status: string, step: string, progress: number): typeof JOB {
  return { ...JOB, status, current_step: step, progress };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function sample(name: string, type: string, seconds: number, data: object): Sample {
  const at = CREATED + seconds * 1000 + 123;
  const event: GatewayEvent = {
    id: `sample-${type.replaceAll(/[._]/g, '-')}`,
    type,
    data: JSON.stringify(data),
    timestamp: iso(at),
    acceptedAt: at,
  };
  return { name, event };
}
