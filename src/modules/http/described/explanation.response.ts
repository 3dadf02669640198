import { ApiSchema } from '@nestjs/swagger';
import { Text } from './properties.js';

@ApiSchema({ name: 'Explanation' })
export class ExplanationView {
  @Text('What the failure means.', { example: 'Nothing accepts connections at this address and port.' })
  summary!: string;

  @Text('What to do about it.', {
    example: 'Check that the receiver is running and that host and port of the URL are right.',
  })
  next_step!: string;
}
