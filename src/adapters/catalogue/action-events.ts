import type { EventType } from '../../modules/model/event-type.js';
import { JOB_TEXTS, OPEN_JOB } from './job-events.js';

const TEXT = (description: string, example: string) => ({ type: 'string', description, examples: [example] });

/** JSON Schema of the data that all requests of actions share. */
const DATA = {
  type: 'object',
  required: ['job_id', 'action', 'by', 'via', 'source'],
  properties: {
    job_id: { type: ['string', 'integer'], description: 'Id of the job.', examples: ['job_17'] },
    action: TEXT('Name of the action in the configuration file.', 'retry'),
    label: TEXT('Text of the button that was pressed.', 'Retry job'),
    by: TEXT('Who pressed it, for people. Only `via` console and key are names that were verified.', 'Ana'),
    by_id: TEXT(
      'Id of the person on the platform, which has verified it; only where `via` is `telegram` or `slack-bot`.',
      '4711',
    ),
    via: TEXT(
      'How it was pressed: `console` (signed in), `key`, `link` (whoever reads the message), or by a native button: `telegram`, `slack-bot` (the platform has verified the id, and people choose their names), `mattermost` (nothing is verified).',
      'link',
    ),
    message: TEXT('The event in a sentence.', 'Retry job: requested by Ana'),
    parameters: { type: 'object', description: 'Parameters of the job, as in the event of the message.' },
    source: {
      type: 'object',
      description: 'The message that carried the action.',
      required: ['event_id', 'event', 'delivery_id', 'webhook_id'],
      properties: {
        event_id: TEXT('Id of its event.', '0190c6b2-3f5e-7d00-8000-000000000001'),
        event: TEXT('Type of its event.', 'job.failed'),
        timestamp: TEXT('Time of its event.', '2026-01-01T12:05:30.000Z'),
        delivery_id: TEXT('Id of its delivery (UUID).', '0190c6b2-3f5e-7d00-8000-000000000002'),
        webhook_id: TEXT('Public name of its endpoint.', 'webhook_1'),
        name: TEXT('Display name of its endpoint.', '#video-jobs'),
      },
    },
  },
};

/** Writes who pressed what where: `Ana pressed Retry job in #video-jobs`. */
const PRESSED =
  "{% if data.via == 'link' %}A reader pressed{% elsif data.by %}**{{ data.by }}** pressed{% else %}Pressed:{% endif %}" +
  ' {{ data.label | default: data.action }}' +
  '{% if data.source.name %} in {{ data.source.name }}{% endif %}';

/** The texts of a request: which job, and who asked where. */
export const ACTION_TEXTS = {
  ...JOB_TEXTS,
  emoji: '👆',
  tone: 'progress',
  facts: [PRESSED, 'sent to the job server'],
  cause: null,
  image: null,
  actions: [OPEN_JOB],
  ends: false,
  schema: DATA,
  onMismatch: 'accept',
  description: 'Somebody pressed an action of the configuration file in a message.',
} as const satisfies Omit<EventType, 'type' | 'headline'>;

/** Requests of actions that readers of messages press. */
export const ACTION_EVENT_TYPES: readonly EventType[] = [
  {
    ...ACTION_TEXTS,
    type: 'action.retry_requested',
    headline: 'Retry requested',
    emoji: '🔁',
    description: 'Somebody pressed “Retry” in the message of a job. The job server is to run the job again.',
  },
];
