const TIME = (description: string) => ({ type: ['string', 'null'], format: 'date-time', description });
const TEXT = (description: string) => ({ type: ['string', 'null'], description });

/** JSON Schema of the data that all job events share, as the job server reports a job. Other fields are allowed. */
export const JOB_DATA = {
  type: 'object',
  required: ['job_id'],
  properties: {
    job_id: { type: ['string', 'integer'], description: 'Id of the job.' },
    status: TEXT('State of the job, such as `completed`.'),
    created_at: TIME('Time at which the job was created.'),
    started_at: TIME('Time at which the work on the job began.'),
    completed_at: TIME('Time at which the job ended well.'),
    failed_at: TIME('Time at which the job failed.'),
    parameters: {
      type: ['object', 'null'],
      description: 'Parameters of the video.',
      properties: {
        country: TEXT('Country of the audience, ISO 3166 code such as `us`.'),
        platform: TEXT('Streaming platform, such as `netflix`.'),
        genre: TEXT('Genre, such as `action`.'),
        contentType: TEXT('Kind of content, such as `movies`.'),
        template: TEXT('Template of the video.'),
      },
    },
    progress: { type: ['number', 'null'], minimum: 0, maximum: 100, description: 'Progress in percent.' },
    current_step: TEXT('Step of the job, in words.'),
    video_url: TEXT('Address of the finished video.'),
    thumbnail_url: TEXT('Address of a picture of the video (https).'),
    creatomate_id: TEXT('Id of the render.'),
    error: {
      type: ['string', 'object', 'null'],
      description: 'Reason of the failure: a text, or an object with a `message`.',
      properties: { message: TEXT('Reason of the failure.') },
    },
    retry_count: { type: ['integer', 'null'], minimum: 0, description: 'Retries that the job has used.' },
    processing_duration_ms: {
      type: ['number', 'null'],
      minimum: 0,
      description: 'Time from the start of the work to the event, ms.',
    },
  },
} as const;
