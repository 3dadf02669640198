import type { Step, Story } from './story.ts';

const job = (
  country: string,
  platform: string,
  genre: string,
  contentType = 'movies',
  template = 'auto',
) => ({
  country,
  platform,
  genre,
  contentType,
  template,
});

const extracted = (after: number): Step => {
  const step = 'Extraction complete, waiting for review';
  return { after, event: 'job.extraction_completed', status: 'paused', step, progress: 30 };
};
const scripted = (after: number): Step => {
  const step = 'Script finished, rendering video';
  return { after, event: 'job.script_completed', status: 'rendering', step, progress: 70, render: true };
};
const completed = (after: number): Step => {
  const step = 'Video generation completed!';
  return { after, event: 'job.completed', status: 'completed', step, progress: 100, video: true };
};
/** Makes the last step of a failed job; `how` says how far it came and why. */
const ended = (
  event: string,
  after: number,
  how: Pick<Step, 'progress' | 'step' | 'error' | 'retries'>,
): Step => {
  return { after, event, status: 'failed', ...how };
};

const CREATOMATE = [
  'Creatomate API error: 422 Unprocessable Entity',
  '  at render (render.js:118)',
  '  template "auto" needs 3 posters, got 2 <!channel> @everyone',
].join('\n');

/** The jobs of a busy quarter of an hour. */
export const STORIES: readonly Story[] = [
  {
    start: 0,
    seconds: 330,
    parameters: job('us', 'netflix', 'action'),
    steps: [scripted(500), completed(900)],
  },
  {
    start: 250,
    seconds: 245,
    parameters: job('fr', 'prime', 'horror'),
    steps: [
      ended('job.failed', 1200, { progress: 60, step: 'Rendering video', error: CREATOMATE, retries: 3 }),
    ],
  },
  {
    start: 500,
    seconds: 512,
    parameters: job('de', 'disney', 'family', 'series', 'kids'),
    steps: [
      extracted(600),
      // Longer than the gateway leaves between two edits of a message, so that every step is seen.
      scripted(3500),
      completed(3500),
    ],
  },
  {
    start: 800,
    seconds: 37,
    parameters: job('gb', 'apple', 'comedy'),
    steps: [
      { after: 700, event: 'job.cancelled', status: 'cancelled', step: 'Cancelled by user', progress: 20 },
    ],
  },
  {
    start: 1000,
    seconds: 1800,
    parameters: job('us', 'max', 'drama', 'series'),
    steps: [
      scripted(800),
      ended('job.timeout', 1500, {
        progress: 80,
        step: 'Rendering video',
        error: 'Job timed out after 30 minutes of processing',
      }),
    ],
  },
  {
    start: 1300,
    seconds: 298,
    parameters: job('it', 'netflix', 'thriller'),
    steps: [
      scripted(600),
      {
        ...ended('job.completed_with_issues', 900, {
          progress: 100,
          step: 'Completed with issues',
          error: 'No video URL was returned',
        }),
        status: 'completed_with_issues',
        render: true,
      },
    ],
  },
  {
    start: 1600,
    seconds: 4,
    parameters: job('us', 'hulu', 'documentary', 'movies', 'cinema-4k'),
    steps: [
      ended('job.failed_no_retry', 500, {
        progress: 0,
        step: 'Starting',
        error: 'Configuration error: template "cinema-4k" is unknown',
      }),
    ],
  },
  {
    start: 1800,
    seconds: 410,
    parameters: job('es', 'prime', 'romance'),
    // The second step waits for the edit when the end comes, which supersedes it.
    steps: [extracted(500), scripted(400), completed(400)],
  },
  {
    start: 2100,
    seconds: 1205,
    parameters: job('jp', 'netflix', 'anime', 'series'),
    steps: [
      scripted(600),
      ended('job.render_timeout', 1300, {
        progress: 90,
        step: 'Waiting for the render',
        error: 'Render still running after 20 minutes',
      }),
    ],
  },
  {
    start: 2400,
    seconds: 194,
    parameters: job('ca', 'disney', 'adventure'),
    steps: [
      ended('job.workflow_incomplete', 900, {
        progress: 55,
        step: 'Voice-over',
        error: 'Step 4 of 7 produced no output',
      }),
      { after: 700, event: 'job.deleted', status: 'deleted', step: 'Deleted', progress: 55 },
    ],
  },
];

/** The reports of a job that runs again after a failure. */
export const RERUN: readonly Step[] = [scripted(800), { ...completed(3500), retries: 4 }];
