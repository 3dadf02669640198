import {
  IsIn,
  IsISO8601,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../../model/event.js';
import type { PayloadForm } from '../../model/payload.js';
import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiSchema, getSchemaPath } from '@nestjs/swagger';
import { EventTypeRequest } from '../../event-types/event-types.response.js';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { SameField } from '../../endpoints/definitions/field.js';
import type { ConversationPart } from '../../delivery/probe/previewed-conversations.service.js';
import type { PreviewedEvent } from '../../delivery/probe/preview.service.js';
import type { MessageRequest } from '../../endpoints/presentation/message.dto.js';
import { PayloadRequest } from '../../endpoints/presentation/payload.dto.js';
import { ValidateBody } from '../../http/validate-body.js';
import { AnyObject, OneOf, Part, Shape, Text } from '../../http/described/properties.js';

const endpointRules = new ValidateBody(EndpointRequest);
const given = (_: object, value: unknown): boolean => value !== undefined && value !== null;

const CONVERSATION_PARTS = ['edit', 'reply', 'announce'] as const satisfies readonly ConversationPart[];

const OPTIONAL = { optional: true, nullable: true };
const ENDPOINT = { $ref: getSchemaPath(EndpointRequest) };

/** The event of a preview: one that is stored, a sample of the adapter, or one made up. */
export class PreviewRequest {
  @Text('Event type; without `data`, the sample of that type is used.', {
    ...OPTIONAL,
    pattern: EVENT_TYPE.source,
    maxLength: EVENT_TYPE_MAX,
    example: 'job.completed',
  })
  @ValidateIf(given)
  @MaxLength(EVENT_TYPE_MAX, { message: `event is at most ${EVENT_TYPE_MAX} characters long.` })
  @Matches(EVENT_TYPE, { message: 'event is an event type such as job.completed.' })
  event?: string | null;

  @AnyObject('Data of the event.', { ...OPTIONAL, example: { job_id: 'job_17' } })
  @ValidateIf(given)
  @IsObject({ message: 'data is a JSON object.' })
  data?: object | null;

  @Text('Time of the event, ISO 8601; without: now.', { ...OPTIONAL, example: '2026-01-01T12:05:30.123Z' })
  @ValidateIf(given)
  @IsISO8601({ strict: true }, { message: 'timestamp is a date and time in ISO 8601.' })
  timestamp?: string | null;

  @Text('Id of a stored event.', { ...OPTIONAL, example: 'order-7' })
  @ValidateIf(given)
  @IsString({ message: 'event_id is the id of an accepted event.' })
  event_id?: string | null;

  @Text("Name or event type of one of the adapter's samples.", { ...OPTIONAL, example: 'job.completed' })
  @ValidateIf(given)
  @IsString({ message: 'sample is the name or the event type of a sample of the adapter.' })
  sample?: string | null;
}

/** Describes an entry of the event's type that is not saved. */
const UnsavedType = (): PropertyDecorator =>
  applyDecorators(
    Part(
      EventTypeRequest,
      'Entry of the event type in place of the saved one, as for `PUT /api/webhooks/event-types/{type}`. A faulty field is told in `faults`; the value beneath stands in its place.',
      OPTIONAL,
    ),
    ValidateIf(given),
    IsObject({ message: 'event_type is a JSON object as for PUT /api/webhooks/event-types/{type}.' }),
  );

/** Describes what the request does with the message of the job. */
const Continues = (): PropertyDecorator =>
  applyDecorators(
    OneOf(
      CONVERSATION_PARTS,
      'Previews the request that continues the message of the job: `edit` edits it, `reply` answers in its thread, `announce` is the short message that announces an edit. The message shows the earlier events of a stored event, or made-up ones. Without it, and where the target cannot do that (`notes` says so), the event makes a message of its own.',
      OPTIONAL,
    ),
    ValidateIf(given),
    IsIn(CONVERSATION_PARTS, { message: 'conversation is edit, reply or announce.' }),
  );

/** The event with a presentation in place of the saved one. */
export class PresentedRequest extends PreviewRequest {
  @SameField(EndpointRequest, 'message')
  message?: MessageRequest | null;

  @SameField(EndpointRequest, 'payload')
  payload?: PayloadForm | PayloadRequest | null;
}

/** The same with an event type that is not saved. */
@ApiSchema({ name: 'PreviewRequest' })
@ApiExtraModels(PayloadRequest, EventTypeRequest)
export class SavedPreviewRequest extends PresentedRequest {
  @Continues()
  conversation?: ConversationPart | null;

  @UnsavedType()
  event_type?: object | null;
}

/** The body of `POST /api/webhooks/endpoints/test`: an endpoint, and the event where that is another than `webhook.test`. */
@ApiExtraModels(EndpointRequest)
export class UnsavedTestRequest extends PreviewRequest {
  @Shape('As for `POST /api/webhooks/endpoints`.', ENDPOINT)
  @IsObject({ message: 'endpoint is a JSON object as for POST /api/webhooks/endpoints.' })
  endpoint!: object;
}

/** The same with an event type that is not saved. */
@ApiExtraModels(EndpointRequest, EventTypeRequest)
export class UnsavedPreviewRequest extends UnsavedTestRequest {
  @Continues()
  conversation?: ConversationPart | null;

  @UnsavedType()
  event_type?: object | null;
}

/** The body of `POST /api/webhooks/endpoints/:id/test`: the event and the presentation where they are others than usual. */
export class SavedTestRequest extends PresentedRequest {}

/** Finds the event that a request names; null where it names none. */
export function eventChoice(request: PreviewRequest): PreviewedEvent | null {
  const { event, data, timestamp, event_id: eventId, sample } = request;
  const choice = { event, data, timestamp, eventId, sample };
  const isNamed = Object.values(choice).some((part) => part !== undefined && part !== null);
  return isNamed ? (choice as PreviewedEvent) : null;
}

/** Reads the endpoint of a request. @throws Refusal `malformed` naming its faults */
export function endpointOf({ endpoint }: { readonly endpoint: object }): EndpointRequest {
  return endpointRules.transform(endpoint);
}

/** The body of `POST /api/webhooks/endpoints/:id/probe`. */
export class ProbeRequest {
  @OneOf(['delivery', 'test'], 'What is sent: a pending delivery, or a test event.', {
    ...OPTIONAL,
    default: 'delivery',
  })
  @ValidateIf(given)
  @IsIn(['delivery', 'test'], { message: 'with is delivery or test.' })
  with?: 'delivery' | 'test' | null;
}

/** The body of `POST /api/webhooks/test`: a URL, and the event and the presentation where they are others than usual. */
@ApiExtraModels(PayloadRequest)
export class TestRequest extends PresentedRequest {
  @Text('Written as in `WEBHOOK_URLS`: an adapter may be named by prefix.', {
    minLength: 1,
    maxLength: 2048,
    example: 'https://your-app.com/webhooks/streamgank',
  })
  @MaxLength(2048, { message: 'url is at most 2048 characters long.' })
  @IsNotEmpty({ message: 'url is empty; it is an http or https URL.' })
  @IsString({ message: 'url is an http or https URL.' })
  url!: string;
}
