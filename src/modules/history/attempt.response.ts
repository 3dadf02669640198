import { ApiSchema } from '@nestjs/swagger';
import { ExplanationView } from '../http/described/explanation.response.js';
import { Flag, Instant, MapOf, OneOf, Part, Text, Uuid, Whole } from '../http/described/properties.js';
import { MASK } from '../model/mask.js';
import { OUTCOMES } from '../model/outcome.js';
import { REQUEST_METHODS } from '../model/request-method.js';

@ApiSchema({ name: 'DeliveryFault' })
export class DeliveryFaultView {
  @Text('Error code, short and stable.', { example: 'HTTP_503' })
  code!: string;

  @Text('Error message, one sentence without secrets.', { example: 'HTTP 503 response' })
  message!: string;
}

@ApiSchema({ name: 'AttemptResponse' })
export class AttemptResponseView {
  @MapOf({ type: 'string' }, 'Response headers with lower-case names, at most 4 KiB, credentials masked.', {
    example: { 'content-type': 'text/plain' },
  })
  headers!: Record<string, string>;

  @Text('The first 16 KiB of the response body, credentials masked; null without one.', {
    nullable: true,
    example: 'busy',
  })
  body!: string | null;
}

@ApiSchema({ name: 'AttemptRequest' })
export class AttemptRequestView {
  @OneOf(REQUEST_METHODS, 'HTTP method; `MAIL` for a message that goes to a mail server.')
  method!: string;

  @Text('URL of the request, secrets masked.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @MapOf({ type: 'string' }, 'Request headers; values of custom headers are `***`.', {
    example: { 'Content-Type': 'application/json', Authorization: MASK },
  })
  headers!: Record<string, string>;

  @Text('The whole request body.', { example: '{"event":"job.completed","data":{"job_id":"job_17"}}' })
  body!: string;

  @Flag('True: the request equals the one that was sent, byte for byte.')
  exact!: boolean;

  @Flag('True: the body equals the one that was sent, byte for byte; URL and headers may differ.')
  body_exact!: boolean;
}

@ApiSchema({ name: 'AttemptBatch' })
export class AttemptBatchView {
  @Uuid('Id of the batch: `webhook-id` of the request.')
  id!: string;

  @Whole('Events that the request carried.', { minimum: 2, example: 37 })
  size!: number;
}

/** The parts of an attempt that every list of attempts has. */
export class AttemptFactsView {
  @Whole('Number of the attempt, 1 for the first.', { minimum: 1, example: 1 })
  number!: number;

  @Instant('When the attempt started.')
  started_at!: string;

  @Whole('Duration of the attempt, ms.', { example: 156 })
  duration_ms!: number;

  @Whole('HTTP status; null without a response.', { nullable: true, example: 503 })
  status!: number | null;
}

@ApiSchema({ name: 'Attempt', description: 'One request of a delivery, by HTTP or SMTP, with its outcome.' })
export class AttemptView extends AttemptFactsView {
  @OneOf(
    OUTCOMES,
    'Outcome of the attempt. `gone`: the target no longer exists, and the endpoint is disabled.',
  )
  outcome!: string;

  @Part(DeliveryFaultView, 'Error of the attempt; null where it delivered.', { nullable: true })
  error!: DeliveryFaultView | null;

  @Part(
    ExplanationView,
    'Explanation of the error; null without an error, or where its message explains it.',
    {
      nullable: true,
    },
  )
  explanation!: ExplanationView | null;

  @Text(
    'Note about the attempt, such as why the body of the response is incomplete or why no request was made; null without one.',
    {
      nullable: true,
      example: 'The response body broke off after 2 bytes (ECONNRESET).',
    },
  )
  note!: string | null;

  @Part(AttemptBatchView, 'The batch that the request carried; null: it carried this event alone.', {
    nullable: true,
  })
  batch!: AttemptBatchView | null;

  @Part(
    AttemptResponseView,
    'The response; null without one. Of a batch: what it said of this event, or its beginning.',
    { nullable: true },
  )
  response!: AttemptResponseView | null;

  @Part(
    AttemptRequestView,
    'The request, rebuilt from the event, the endpoint and the record of the attempt; null where these do not suffice.',
    { nullable: true },
  )
  request!: AttemptRequestView | null;

  @Text('Why the request is not exact or missing; null for an exact one.', {
    nullable: true,
    example: 'The endpoint is no longer configured: its URL and headers are not stored.',
  })
  request_note!: string | null;
}
