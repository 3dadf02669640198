import type { EventType } from '../../modules/model/event-type.js';
import { JOB_DATA } from './job-data.js';

const STEP =
  '{% if data.current_step %}At **{{ data.current_step | words }}**{% if data.progress and data.progress != 0 and data.progress != "0" %} ({{ data.progress | percent }}){% endif %}' +
  '{% elsif data.processing_duration_ms %}After **{{ data.processing_duration_ms | duration }}**{% endif %}';
/** Facts of a job that goes on: its step is a sentence of its own. */
const PROGRESS = [
  '**{{ data.current_step | words }}**',
  '{{ data.progress | percent }}',
  'after {{ data.processing_duration_ms | duration }}',
] as const;
const RETRIES =
  '{% if data.retry_count > 1 %}{{ data.retry_count | number }} retries{% elsif data.retry_count > 0 %}1 retry{% endif %}';
const AFTER = 'After **{{ data.processing_duration_ms | duration }}**';
/** Subject of a job that has finished with issues and gives no reason. */
const MISSING =
  '{% assign why = data.error | error_line %}{% if why != "" %}{{ why }}' +
  '{% elsif data.video_url %}{% unless data.creatomate_id %}No render ID was returned{% endunless %}' +
  '{% else %}No video URL was returned{% endif %}';
/** A genre that names the kind of content says both. */
const WHAT =
  '{{ data.parameters.genre | genre }} {{ data.parameters.contentType | content_type: data.parameters.genre }}';
const TEMPLATE = 'template **{{ data.parameters.template }}**';
/** The way to the job. */
export const OPEN_JOB = { label: 'Open job', url: '{{ links.job }}' } as const;
const WATCH = { label: '▶ Watch video', url: '{{ data.video_url }}', style: 'primary' } as const;

/** The texts of an event that says nothing of its own: which job, where it stands, why it failed. */
export const JOB_TEXTS = {
  subject: [
    '{{ data.parameters.platform | platform }}',
    WHAT,
    "{{ data.parameters.country | country: 'short' }}",
  ],
  facts: [STEP, RETRIES],
  cause: '{{ data.error | error_line }}',
  image: '{{ data.thumbnail_url }}',
  actions: [WATCH, OPEN_JOB],
} as const;

/** The texts of an event of which nothing is known. */
export const UNLISTED_TEXTS = { ...JOB_TEXTS, facts: [...PROGRESS, RETRIES] } as const;

const JOB = { ...JOB_TEXTS, schema: JOB_DATA, onMismatch: 'warn' } as const;

/** Events of jobs, in the order of a job's life. */
export const JOB_EVENT_TYPES: readonly EventType[] = [
  {
    ...JOB,
    type: 'job.extraction_completed',
    headline: 'Movies extracted',
    emoji: '📦',
    tone: 'progress',
    facts: PROGRESS,
    cause: null,
    actions: [OPEN_JOB],
    ends: false,
    description: 'The movies are extracted. Jobs that pause after the extraction wait for a review now.',
  },
  {
    ...JOB,
    type: 'job.script_completed',
    headline: 'Script ready',
    emoji: '📜',
    tone: 'progress',
    facts: PROGRESS,
    cause: null,
    actions: [OPEN_JOB],
    ends: false,
    description: 'The script is written; the video is still being rendered.',
  },
  {
    ...JOB,
    type: 'job.completed',
    headline: 'Video ready',
    emoji: '✅',
    tone: 'success',
    facts: ['Rendered in **{{ data.processing_duration_ms | duration }}**', TEMPLATE, RETRIES],
    cause: null,
    ends: true,
    description: 'The job has finished and its video can be watched.',
  },
  {
    ...JOB,
    type: 'job.completed_with_issues',
    headline: 'Finished with issues',
    emoji: '⚠️',
    tone: 'warning',
    facts: [AFTER, TEMPLATE, RETRIES],
    cause: MISSING,
    ends: true,
    description:
      'The job has finished, but something is missing, such as the address or the id of the video.',
  },
  {
    ...JOB,
    type: 'job.workflow_incomplete',
    headline: 'Step missing',
    emoji: '🧩',
    tone: 'warning',
    actions: [OPEN_JOB],
    ends: false,
    description: 'A step of the workflow gave no result.',
  },
  {
    ...JOB,
    type: 'job.render_timeout',
    headline: 'Render overdue',
    emoji: '⌛',
    tone: 'warning',
    actions: [OPEN_JOB],
    ends: false,
    description: 'The render has not come back within its time limit.',
  },
  {
    ...JOB,
    type: 'job.failed',
    headline: 'Render failed',
    emoji: '❌',
    tone: 'failure',
    ends: true,
    description: 'The job has failed permanently: all retries are used.',
  },
  {
    ...JOB,
    type: 'job.failed_no_retry',
    headline: 'Failed, will not retry',
    emoji: '⛔',
    tone: 'failure',
    ends: true,
    description: 'The job has failed with an error that a retry cannot mend, such as a wrong configuration.',
  },
  {
    ...JOB,
    type: 'job.timeout',
    headline: 'Job timed out',
    emoji: '⏰',
    tone: 'failure',
    ends: true,
    description: 'The job has been stopped at its time limit of 30 minutes.',
  },
  {
    ...JOB,
    type: 'job.cancelled',
    headline: 'Job cancelled',
    emoji: '🚫',
    tone: 'neutral',
    facts: [AFTER],
    actions: [OPEN_JOB],
    ends: true,
    description: 'A user has cancelled the job.',
  },
  {
    ...JOB,
    type: 'job.deleted',
    headline: 'Job deleted',
    emoji: '🗑️',
    tone: 'neutral',
    facts: [],
    cause: null,
    image: null,
    actions: [],
    ends: true,
    description: 'The job has been deleted from the job server.',
  },
];
