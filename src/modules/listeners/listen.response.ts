import { ApiSchema } from '@nestjs/swagger';
import { Flag, Part, Shape, Text, Uuid, Whole } from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';

@ApiSchema({ name: 'Listener', description: 'An endpoint that lives as long as its stream.' })
export class ListenerView {
  @Uuid('Id of the endpoint.')
  id!: string;

  @Text('Public name of the endpoint.', { example: 'listener_4f2a9c01' })
  webhook_id!: string;

  @Shape('Event types or patterns.', { type: 'array', items: { type: 'string' } }, { example: ['job.*'] })
  events!: readonly string[];

  @Text('Key of the signatures, shown this once.', { example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' })
  secret!: string;

  @Whole('Time in which a stream must (re)connect, ms; after that pending deliveries are cancelled.', {
    example: 60_000,
  })
  grace_ms!: number;
}

@ApiSchema({ name: 'ListenerAnswer' })
export class ListenerOpenedAnswer extends SuccessAnswer {
  @Part(ListenerView, 'The listener.')
  listener!: ListenerView;
}

@ApiSchema({ name: 'ListenerClosedAnswer' })
export class ListenerClosedAnswer extends SuccessAnswer {
  @Whole(
    'Waiting deliveries that were cancelled by now; what comes back later, from an attempt under way, follows.',
    { example: 3 },
  )
  cancelled!: number;
}

@ApiSchema({ name: 'ListenAnswerAnswer' })
export class ListenAnswered extends SuccessAnswer {
  @Flag('False: the answer came too late, or to no request.')
  accepted!: boolean;
}
