import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  ListOf,
  OneOf,
  Part,
  Parts,
  Text,
  Uuid,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import { TONES } from '../model/event-type.js';
import { ExplanationView } from '../http/described/explanation.response.js';
import { OUTCOMES } from '../model/outcome.js';
import { AttemptFactsView, DeliveryFaultView } from './attempt.response.js';
import { EventWithDeliveriesView } from './event.response.js';
import { JobMessageView } from './job-message.response.js';

/** States of a job, by its newest event. */
export const JOB_STATES = ['running', 'succeeded', 'failed', 'ended'] as const;

@ApiSchema({ name: 'JobField', description: 'A value of the data of the newest event, in words.' })
export class JobFieldView {
  @Text('Name of the value in the data, without `parameters.`.', { example: 'country' })
  name!: string;

  @Text('Its name for people.', { example: 'Country' })
  label!: string;

  @Text('The value in words.', { example: '🇺🇸 United States' })
  value!: string;

  @Flag('True: an id or an address, to be read letter by letter.')
  exact!: boolean;
}

@ApiSchema({ name: 'JobStep', description: 'A point of the life of the job, as its data tells it.' })
export class JobStepView {
  @Text('What happened.', { example: 'Started' })
  label!: string;

  @Instant('When it happened.')
  at!: string;

  @Flag('False for a failure.')
  ok!: boolean;
}

@ApiSchema({ name: 'JobSummary', description: 'What the job is, as its newest event tells it.' })
export class JobSummaryView {
  @OneOf(JOB_STATES, '`ended`: the job is over without success or failure, such as a cancelled one.')
  state!: (typeof JOB_STATES)[number];

  @OneOf(TONES, 'Mood of the newest event.')
  tone!: string;

  @Text('Headline of the newest event.', { example: 'Video ready' })
  headline!: string;

  @Text('Emoji of the newest event; an empty text: none.', { example: '✅' })
  emoji!: string;

  @Text('What the job is about; an empty text where its data does not tell.', {
    example: 'Netflix · action movies · 🇺🇸 US',
  })
  subject!: string;

  @Text('Id of the newest event.', { example: 'order-7' })
  event_id!: string;

  @Text('Type of the newest event.', { example: 'job.completed' })
  event!: string;

  @Instant('When the job began: its first event, or what its data says, whichever is earlier.')
  started_at!: string;

  @Instant('When the job ended; null while it is running.', { nullable: true })
  ended_at!: string | null;

  @Whole('Time from start to end, ms; null while it is running.', { nullable: true, example: 330_123 })
  duration_ms!: number | null;

  @Text('Why the job failed, as one line; null where it did not, or nobody says why.', {
    nullable: true,
    example: 'FFmpeg exited with code 1',
  })
  error!: string | null;

  @Text('The rest of the error, in lines; null where there is none.', { nullable: true, example: null })
  error_detail!: string | null;

  @Text('Address of the video, http(s); null where there is none.', {
    nullable: true,
    example: 'https://cdn.example/video.mp4',
  })
  video_url!: string | null;

  @Text('Address of a picture of it, https; null where there is none.', {
    nullable: true,
    example: 'https://cdn.example/thumbnail.jpg',
  })
  thumbnail_url!: string | null;

  @ListOf({ type: 'string' }, 'Short sentences about the job.', { example: ['Rendered in 5 min 30 s'] })
  facts!: string[];

  @Parts(JobStepView, 'Points of the life of the job, in order of time.')
  steps!: JobStepView[];

  @Parts(JobFieldView, 'Parameters and other values, known parameters first.')
  fields!: JobFieldView[];
}

@ApiSchema({ name: 'JobAttempt', description: 'One attempt of a delivery of the job.' })
export class JobAttemptView extends AttemptFactsView {
  @Uuid('Delivery of the attempt.')
  delivery_id!: string;

  @OneOf(OUTCOMES, 'Outcome of the attempt.')
  outcome!: string;

  @Part(DeliveryFaultView, 'Error of the attempt; null where it delivered.', { nullable: true })
  error!: DeliveryFaultView | null;

  @Part(ExplanationView, 'Explanation of the error; null without one.', { nullable: true })
  explanation!: ExplanationView | null;

  @Text('Note about the attempt; null without one.', { nullable: true, example: 'No request was made.' })
  note!: string | null;
}

@ApiSchema({ name: 'JobHistory' })
export class JobView {
  @Text('Id of the job, as requested.', { example: 'job_17' })
  job_id!: string;

  @Instant('When the first event of the job was accepted.')
  first_at!: string;

  @Instant('When the last event of the job was accepted.')
  last_at!: string;

  @Part(JobSummaryView, 'What the job is, as its newest event tells it.')
  summary!: JobSummaryView;

  @Whole('Stored events of the job; counted up to 10,000.', { example: 4 })
  events_total!: number;

  @Flag('True: the job has more events, deliveries or attempts than are listed; the newest are.')
  truncated!: boolean;

  @Parts(
    EventWithDeliveriesView,
    'The last 200 events of the job, the newest first, without those of the gateway itself; with at most 2,000 deliveries.',
  )
  events!: EventWithDeliveriesView[];

  @Parts(JobAttemptView, 'Attempts of these deliveries, the first one first; the last 4,000.')
  attempts!: JobAttemptView[];

  @Parts(JobMessageView, 'Messages of the job that are edited or continued, one for each endpoint.')
  messages!: JobMessageView[];
}

@ApiSchema({ name: 'JobAnswer' })
export class JobAnswer extends SuccessAnswer {
  @Part(JobView, 'The job, its events, their deliveries and attempts.')
  job!: JobView;
}
