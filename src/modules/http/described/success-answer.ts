import { Shape } from './properties.js';

/** The answer to a request that is not refused. */
export class SuccessAnswer {
  @Shape('Always true; a refusal says false.', { type: 'boolean', const: true })
  success!: true;
}
