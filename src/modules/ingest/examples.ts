/** Example events of a job server, for the API description. */
export const COMPLETED = {
  event: 'job.completed',
  data: {
    job_id: 'job_17',
    status: 'completed',
    parameters: { country: 'us', platform: 'netflix', genre: 'action' },
    progress: 100,
    video_url: 'https://cdn.example.com/videos/job_17.mp4',
  },
};

/** A failed job. */
export const FAILED = {
  id: 'job_18-failed',
  event: 'job.failed',
  data: { job_id: 'job_18', status: 'failed', error: 'Render timed out', retry_count: 3 },
  timestamp: '2026-01-01T12:05:30.123Z',
};

/** A CloudEvent in the JSON format. */
export const CLOUD_EVENT = {
  specversion: '1.0',
  id: '7',
  source: '/jobs/render',
  type: 'job.completed',
  time: '2026-01-01T12:05:30.123Z',
  subject: 'job_19',
  comexamplepriority: 3,
  data: { job_id: 'job_19' },
};
