const TIME = (description: string, example: string | null = null) => ({
  type: ['string', 'null'],
  format: 'date-time',
  description,
  examples: [example],
});
const TEXT = (description: string, example: string | null) => ({
  type: ['string', 'null'],
  description,
  examples: [example],
});

const PARAMETERS = {
  country: TEXT('Country of the audience, ISO 3166 code such as `us`.', 'us'),
  platform: TEXT('Streaming platform, such as `netflix`.', 'netflix'),
  genre: TEXT('Genre, such as `action`.', 'action'),
  contentType: TEXT('Kind of content, such as `movies`.', 'movies'),
  template: TEXT('Template of the video.', 'auto'),
};

/** JSON Schema of the data that all job events share, as the job server reports a job. Other fields are allowed. */
export const JOB_DATA = {
  type: 'object',
  required: ['job_id'],
  properties: {
    job_id: { type: ['string', 'integer'], description: 'Id of the job.', examples: ['job_17'] },
    status: TEXT('State of the job, such as `completed`.', 'completed'),
    created_at: TIME('Time at which the job was created.', '2026-01-01T12:00:00.000Z'),
    started_at: TIME('Time at which the work on the job began.', '2026-01-01T12:00:05.000Z'),
    completed_at: TIME('Time at which the job ended well.', '2026-01-01T12:05:30.000Z'),
    failed_at: TIME('Time at which the job failed.'),
    parameters: {
      type: ['object', 'null'],
      description: 'Parameters of the video.',
      examples: [{ country: 'us', platform: 'netflix', genre: 'action', contentType: 'movies' }],
      properties: PARAMETERS,
    },
    progress: {
      type: ['number', 'null'],
      minimum: 0,
      maximum: 100,
      description: 'Progress in percent.',
      examples: [100],
    },
    current_step: TEXT('Step of the job, in words.', 'Rendering video'),
    video_url: TEXT('Address of the finished video.', 'https://cdn.example.com/videos/job_17.mp4'),
    thumbnail_url: TEXT(
      'Address of a picture of the video (https).',
      'https://cdn.example.com/videos/job_17.jpg',
    ),
    creatomate_id: TEXT('Id of the render.', 'abc123-render-id'),
    error: {
      type: ['string', 'object', 'null'],
      description: 'Reason of the failure: a text, or an object with a `message`.',
      examples: ['Render timed out'],
      properties: { message: TEXT('Reason of the failure.', 'Render timed out') },
    },
    retry_count: {
      type: ['integer', 'null'],
      minimum: 0,
      description: 'Retries that the job has used.',
      examples: [0],
    },
    processing_duration_ms: {
      type: ['number', 'null'],
      minimum: 0,
      description: 'Time from the start of the work to the event, ms.',
      examples: [330_000],
    },
  },
} as const;
