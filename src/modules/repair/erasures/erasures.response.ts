import { ApiSchema } from '@nestjs/swagger';
import { Instant, OneOf, Part, Parts, Shape, Text, Uuid, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';

@ApiSchema({ name: 'ErasedCounts' })
export class ErasedCountsView {
  @Whole('Events, with their data.', { example: 6 })
  events!: number;

  @Whole('Deliveries.', { example: 18 })
  deliveries!: number;

  @Whole('Attempts, with responses.', { example: 19 })
  attempts!: number;

  @Whole('Messages that are edited or continued; what a chat shows stays there.', { example: 2 })
  messages!: number;

  @Whole(
    'Mutes, operations and audit entries that name the job or an event of it; it is removed from them.',
    {
      example: 1,
    },
  )
  mentions!: number;
}

@ApiSchema({ name: 'Erasure', description: 'The erasure of all that is stored about a job.' })
export class ErasureView {
  @Uuid('Id of the erasure.')
  id!: string;

  @OneOf(['running', 'done'], 'It goes on after a crash, on any gateway.')
  state!: string;

  @Text('SHA-256 of the id of the job, as hex: all that remains of it.', { example: 'a'.repeat(64) })
  job_digest!: string;

  @Text('Why.', { example: 'request of 3 May' })
  reason!: string;

  @Text('Who asked for it, as the audit log names them.', { example: 'ana' })
  actor!: string;

  @Part(ErasedCountsView, 'Rows that were erased so far.')
  erased!: ErasedCountsView;

  @Instant('When it was begun.')
  created_at!: string;

  @Instant('When it was done; null while it is running.', { nullable: true })
  finished_at!: string | null;
}

@ApiSchema({ name: 'ErasureAnswer' })
export class ErasureAnswer extends SuccessAnswer {
  @Part(ErasureView, 'As it is now.')
  erasure!: ErasureView;
}

@ApiSchema({ name: 'ErasuresAnswer' })
export class ErasuresAnswer extends SuccessAnswer {
  @Parts(ErasureView, 'Erasures, the newest first, at most 200.')
  erasures!: ErasureView[];
}

@ApiSchema({ name: 'ErasureDryRunAnswer' })
export class ErasureDryRunAnswer extends SuccessAnswer {
  @Shape('Nothing was erased.', { type: 'boolean', const: true })
  dry_run!: true;

  @Part(ErasedCountsView, 'Rows that an erasure would cover.')
  counts!: ErasedCountsView;
}
