import { ApiSchema } from '@nestjs/swagger';
import { Flag, Instant, OneOf, Parts, Text, Uuid, Whole } from '../http/described/properties.js';
import { CONVERSATION_PHASES } from '../model/conversation.js';

@ApiSchema({ name: 'JobMessageStep', description: 'An event of the job, as its message tells of it.' })
export class JobMessageStepView {
  @Text('Type of the event.', { example: 'job.script_completed' })
  event!: string;

  @Text('Timestamp of the event as the sender wrote it.', { example: '2026-01-01T12:05:30.123Z' })
  timestamp!: string;

  @Text('What happened.', { example: 'Script ready' })
  label!: string;

  @Flag('False for a failure.')
  ok!: boolean;
}

@ApiSchema({
  name: 'JobMessage',
  description:
    'The one message, or thread, of the job at an endpoint whose `conversation` is `live` or `thread`.',
})
export class JobMessageView {
  @Text('Id of the endpoint, which may have been removed since.', {
    example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c',
  })
  endpoint_id!: string;

  @Text('Public name of the endpoint; null where it is no longer known.', {
    nullable: true,
    example: 'webhook_1',
  })
  webhook_id!: string | null;

  @OneOf(
    CONVERSATION_PHASES,
    'State of the message: it shows progress (`open`) or an end (`final`), was deleted once (`gone`) or twice (`lost`).',
  )
  phase!: string;

  @Text('The state as a sentence.', { example: 'The message shows the progress of the job.' })
  summary!: string;

  @Uuid('Delivery of the newest event that the message shows; null before the first.', { nullable: true })
  shown_delivery_id!: string | null;

  @Instant('When the first message of the job was posted; null where none was, or it is no longer known.', {
    nullable: true,
  })
  first_posted_at!: string | null;

  @Instant('When the message was last posted or edited; null before.', { nullable: true })
  edited_at!: string | null;

  @Parts(
    JobMessageStepView,
    'The events of the job so far, the oldest first, superseded ones included; at most 20.',
  )
  steps!: JobMessageStepView[];

  @Whole('How often the message was found deleted.', { example: 0 })
  deleted!: number;

  @Whole(
    'How often a post (of the message, of an announcement or a reply) got no answer: each may stand twice.',
    {
      example: 0,
    },
  )
  possible_doubles!: number;
}
