import { ApiSchema } from '@nestjs/swagger';
import { Parts, Shape, Text } from './properties.js';

@ApiSchema({ name: 'FieldFault' })
export class FieldFaultView {
  @Text('Which field, header or parameter: `data`, `events[1].id`, `Idempotency-Key`.', { example: 'colour' })
  field!: string;

  @Text('What is wrong with it, and what is accepted.', { example: 'There is no field colour.' })
  message!: string;
}

@ApiSchema({
  name: 'Refusal',
  description: 'What every refusal looks like. Nothing of the request has been done.',
})
export class RefusalView {
  @Shape('Told in every answer.', { type: 'boolean', const: false })
  success!: false;

  @Text('Short and stable, for programs.', { example: 'invalid_request' })
  code!: string;

  @Text('Sentences for people.', { example: 'There is no field colour.' })
  message!: string;

  @Parts(FieldFaultView, 'Every fault there is, by field.', { optional: true })
  errors?: FieldFaultView[];
}
