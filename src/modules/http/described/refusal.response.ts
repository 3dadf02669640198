import { ApiSchema } from '@nestjs/swagger';
import { Parts, Shape, Text, Whole } from './properties.js';

@ApiSchema({ name: 'FieldFault' })
export class FieldFaultView {
  @Text('Name of the field, header or parameter: `data`, `events[1].id`, `Idempotency-Key`.', {
    example: 'colour',
  })
  field!: string;

  @Text('What is wrong with the value, and what is accepted.', { example: 'There is no field colour.' })
  message!: string;

  @Whole('Line of the fault in a template, from 1.', { optional: true, minimum: 1, example: 1 })
  line?: number;

  @Whole('Column of the fault in that line, from 1.', { optional: true, minimum: 1, example: 12 })
  column?: number;
}

@ApiSchema({
  name: 'Refusal',
  description: 'Answer to a refused request, of which nothing was carried out.',
})
export class RefusalView {
  @Shape('Always false for a refusal.', { type: 'boolean', const: false })
  success!: false;

  @Text('Code, short and stable, for programs.', { example: 'invalid_request' })
  code!: string;

  @Text('Message for people.', { example: 'There is no field colour.' })
  message!: string;

  @Parts(FieldFaultView, 'All faults, by field.', { optional: true })
  errors?: FieldFaultView[];
}
