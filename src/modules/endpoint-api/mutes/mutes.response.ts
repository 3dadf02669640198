import { ApiSchema } from '@nestjs/swagger';
import { Flag, Instant, OneOf, Part, Parts, Text, Uuid } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { MUTE_THEN, type MuteThen } from '../../model/mute.js';

@ApiSchema({
  name: 'Mute',
  description: 'A time in which messages are dropped or held, which ends by itself.',
})
export class MuteView {
  @Uuid('Names it in `DELETE …/mutes/:id`.')
  id!: string;

  @Uuid('Endpoint that is muted; null: all.', { nullable: true })
  endpoint_id!: string | null;

  @Text('Event type or pattern; null: every event.', { nullable: true, example: 'job.progress' })
  type!: string | null;

  @Text('Job; null: every job.', { nullable: true, example: 'job_1704067200_abc123' })
  job_id!: string | null;

  @Text('Kind of error, without what differs between errors of one kind; null: any error, or none.', {
    nullable: true,
    example: 'Render node … does not answer',
  })
  error!: string | null;

  @Flag('It holds now.')
  active!: boolean;

  @Instant('When it ends by itself.')
  until!: string;

  @OneOf(MUTE_THEN, 'What becomes of messages.')
  then!: MuteThen;

  @Text('For people.', { nullable: true, example: 'maintenance of the render farm' })
  reason!: string | null;

  @Text('Who muted, as the audit log names them.', { example: 'ana' })
  actor!: string;

  @Instant('When it was made.')
  created_at!: string;

  @Instant('When it was ended early; null: it was not.', { nullable: true })
  ended_at!: string | null;
}

@ApiSchema({ name: 'MuteAnswer' })
export class MuteAnswer extends SuccessAnswer {
  @Part(MuteView, 'As it is now.')
  mute!: MuteView;
}

@ApiSchema({ name: 'MutesAnswer' })
export class MutesAnswer extends SuccessAnswer {
  @Parts(MuteView, 'Newest first: those that hold, and those that ended in the last 90 days. At most 500.')
  mutes!: MuteView[];
}
