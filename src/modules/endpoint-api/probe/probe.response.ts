import { ApiSchema } from '@nestjs/swagger';
import { ExplanationView } from '../../http/described/explanation.response.js';
import {
  Flag,
  Instant,
  ListOf,
  MapOf,
  OneOf,
  Part,
  Parts,
  Shape,
  Text,
  Whole,
} from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { REQUEST_METHODS } from '../../model/request-method.js';
import { EndpointAnswer } from '../endpoint.response.js';

@ApiSchema({ name: 'TestResult' })
export class TestResultResponse {
  @Flag('Whether the target took the event.')
  success!: boolean;

  @Whole('HTTP status; 0 when no answer came.', { example: 200 })
  status!: number;

  @Whole('ms; 0 when no answer came.', { example: 156 })
  duration!: number;

  @Text('URL of the target; masked where it is a secret.', {
    example: 'https://your-app.com/webhooks/streamgank',
  })
  url!: string;

  @Text('Result of the test, as a sentence.', { example: 'Webhook endpoint is reachable' })
  message!: string;

  @Text('Code of the failure, short and stable.', { optional: true, example: 'ENOTFOUND' })
  error?: string;

  @ListOf(
    { type: 'string' },
    'Sentences about templates that failed on the event, and what was sent in their place.',
    {
      optional: true,
      example: [],
    },
  )
  notes?: readonly string[];
}

@ApiSchema({ name: 'TestAnswer' })
export class TestAnswer extends SuccessAnswer {
  @Part(TestResultResponse, 'Result of the test.')
  test_result!: TestResultResponse;

  @Instant('When it was answered.')
  timestamp!: string;
}

@ApiSchema({ name: 'EndpointTestAnswer' })
export class EndpointTestAnswer extends TestAnswer {
  @Part(
    ExplanationView,
    'What a failure means and what to do about it; null where there is nothing to say.',
    {
      nullable: true,
    },
  )
  explanation!: ExplanationView | null;
}

@ApiSchema({ name: 'ProbeOffer', description: 'How to let the deliveries of an endpoint resume.' })
export class ProbeOfferResponse {
  @Shape('The route to call.', { type: 'string', const: 'probe' })
  action!: 'probe';

  @OneOf(
    ['delivery', 'test'],
    'What to send as `with`: a queued delivery, or a test event where none is queued.',
  )
  with!: string;

  @Text('A sentence.', {
    example: 'The test was delivered, but the circuit is open; probe it now to resume.',
  })
  message!: string;
}

@ApiSchema({ name: 'SavedEndpointTestAnswer' })
export class SavedEndpointTestAnswer extends EndpointTestAnswer {
  @Part(
    ProbeOfferResponse,
    'Where the test was delivered and an open circuit or a pause that the target asked for holds the deliveries; null otherwise.',
    {
      nullable: true,
    },
  )
  offer!: ProbeOfferResponse | null;
}

@ApiSchema({ name: 'ProbeAnswer' })
export class ProbeAnswer extends EndpointAnswer {
  @Text('What was done.', { example: 'Probing webhook_1 now with one queued delivery.' })
  message!: string;

  @Part(TestResultResponse, 'Result of the test event; null where a delivery is the probe.', {
    nullable: true,
  })
  test_result!: TestResultResponse | null;
}

@ApiSchema({ name: 'LimitUsage' })
export class LimitUsageResponse {
  @Text("Name of the limit, as in the adapter's `limits`.", { example: 'text' })
  name!: string;

  @Whole('How much the message takes, in the unit of the target.', { example: 312 })
  used!: number;

  @Whole('Limit of the target, in the same unit.', { example: 40_000 })
  max!: number;
}

@ApiSchema({ name: 'TextFault', description: 'A template that cannot be used, or that failed on the event.' })
export class TextFaultResponse {
  @Text('Name of the field.', { example: 'message.title' })
  field!: string;

  @Text('What is wrong, and what is accepted.', { example: 'There is no filter upcas. Did you mean upcase?' })
  message!: string;

  @Whole('Line of the template, from 1.', { minimum: 1, example: 1 })
  line!: number;

  @Whole('Column of that line, from 1.', { minimum: 1, example: 17 })
  column!: number;

  @Flag('True: the template cannot be saved. False: it failed on this event.')
  unusable!: boolean;
}

@ApiSchema({
  name: 'MissingPath',
  description: 'A path of a template that neither the event, nor the schema and samples of its type have.',
})
export class MissingPathResponse {
  @Text('Name of the field.', { example: 'message.title' })
  field!: string;

  @Text('The path.', { example: 'data.titel' })
  path!: string;

  @Text('The same in a sentence.', {
    example: 'No known job.completed event has data.titel: the output is empty. Did you mean data.title?',
  })
  message!: string;
}

@ApiSchema({
  name: 'Banner',
  description:
    'The notification that phones and desktops show of a message, as its platform makes it. Plain text.',
})
export class BannerResponse {
  @Text(
    'Title that the message sets, such as the subject of a mail; null where the platform puts the channel or the sender there.',
    { nullable: true, example: null },
  )
  title!: string | null;

  @Text('How the text begins.', { example: '❌ Render failed: Netflix · US — Creatomate API error: 422' })
  text!: string;
}

@ApiSchema({ name: 'Preview' })
export class PreviewResponse {
  @OneOf(REQUEST_METHODS, 'HTTP method; `MAIL` for a message that goes to a mail server.')
  method!: string;

  @Text('Masked URL of the request.', { example: 'https://your-app.com/webhooks/streamgank' })
  url!: string;

  @MapOf({ type: 'string' }, 'As they would be sent; values of custom headers and signatures are `***`.', {
    example: { 'Content-Type': 'application/json', 'X-StreamGank-Event': 'job.completed' },
  })
  headers!: Record<string, string>;

  @Text('The exact body.', { example: '{"event":"job.completed","data":{"job_id":"job_17"}}' })
  body!: string;

  @Flag('Whether the endpoint would get the event.')
  matches!: boolean;

  @Text('Reason why the endpoint would not get the event; null where it would.', {
    nullable: true,
    example: 'Its filter does not let this event pass.',
  })
  reason!: string | null;

  @Parts(LimitUsageResponse, "What the message takes of the target's limits.")
  limits!: LimitUsageResponse[];

  @Part(BannerResponse, 'The notification that phones and desktops show; null where they show none.', {
    nullable: true,
  })
  banner!: BannerResponse | null;

  @ListOf({ type: 'string' }, 'Sentences about templates that failed, and what stands in their place.', {
    example: [],
  })
  notes!: string[];

  @Parts(TextFaultResponse, 'Templates that failed, with their places.')
  faults!: TextFaultResponse[];

  @Parts(
    MissingPathResponse,
    'Paths of templates of `message`, `payload` or `event_type` that no known event of the type has.',
  )
  missing!: MissingPathResponse[];
}

@ApiSchema({ name: 'PreviewAnswer' })
export class PreviewAnswer extends SuccessAnswer {
  @Part(PreviewResponse, 'The exact request an event would make; nothing was sent.')
  preview!: PreviewResponse;
}
