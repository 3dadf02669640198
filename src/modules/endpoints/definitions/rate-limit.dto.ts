import { ApiSchema } from '@nestjs/swagger';
import { Field } from './field.js';
import { whole } from './field-rules.js';

@ApiSchema({ name: 'RateLimit' })
export class RateLimitRequest {
  @Field(whole(1, 1_000_000), {
    description: 'Maximum of requests in any window of that length',
    example: 100,
    required: true,
  })
  max!: number;

  @Field(whole(1, 86_400_000), {
    description: 'Length of the window, ms',
    example: 60_000,
    required: true,
  })
  window_ms!: number;
}
