import { ApiSchema } from '@nestjs/swagger';
import { BATCH_FORMATS, type BatchFormat } from '../../model/batch.js';
import { Field } from '../definitions/field.js';
import { oneOf, whole } from '../definitions/field-rules.js';
import { lengthOfTime } from '../definitions/length-of-time.js';

const WAIT = /^(0s|[1-9]\d{0,5}(ms|s|m))$/;

/** Many events in one request, as the API and the configuration file describe it. */
@ApiSchema({ name: 'Batch' })
export class BatchRequest {
  @Field(whole(2, 1_000), {
    description: 'Events of one request, at most',
    example: 100,
    required: true,
    form: {
      label: 'Events per request',
      hint: 'At most. Leave blank for one event per request.',
      control: 'number',
    },
  })
  max!: number;

  @Field(lengthOfTime('0s', '60s', '250ms or 1s', WAIT), {
    description: 'Longest wait of an event for others, from its acceptance on',
    default: '0s',
    note: '`0s`: it is sent with the events that are queued already.',
    example: '1s',
    form: {
      label: 'Longest wait',
      hint: 'Of an event for others, e.g. 500ms. Leave blank for no wait.',
    },
  })
  within?: string | null;

  @Field(oneOf(...BATCH_FORMATS), {
    description:
      'Form of the body: `json`, a list of events with their ids; `ndjson`, the same with one event a line; `cloudevents`, a list of CloudEvents in the JSON batch format',
    note: 'Without: `cloudevents` where `payload` or the adapter makes CloudEvents, else `json`.',
    example: 'json',
    form: {
      label: 'Batch format',
      hint: 'Leave blank for the format of the payload',
      control: 'choice',
      choices: { json: 'JSON list', ndjson: 'One JSON object a line', cloudevents: 'List of CloudEvents' },
    },
  })
  format?: BatchFormat | null;
}
