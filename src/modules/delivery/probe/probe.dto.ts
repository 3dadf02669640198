import { IsIn, IsISO8601, IsObject, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../../model/event.js';
import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { AnyObject, OneOf, Shape, Text } from '../../http/described/properties.js';

const given = (_: object, value: unknown): boolean => value !== undefined && value !== null;

const OPTIONAL = { optional: true, nullable: true };
const ENDPOINT = { $ref: getSchemaPath(EndpointRequest) };

/** The event of a preview: one that is stored, a sample of the adapter, or one made up. */
export class PreviewRequest {
  /** A type; without `data` its sample. */
  @Text('A type; without `data` its sample.', {
    ...OPTIONAL,
    pattern: EVENT_TYPE.source,
    maxLength: EVENT_TYPE_MAX,
    example: 'job.completed',
  })
  @ValidateIf(given)
  @MaxLength(EVENT_TYPE_MAX, { message: `event is at most ${EVENT_TYPE_MAX} characters long.` })
  @Matches(EVENT_TYPE, { message: 'event is an event type such as job.completed.' })
  event?: string | null;

  @AnyObject('Of the event.', { ...OPTIONAL, example: { job_id: 'job_17' } })
  @ValidateIf(given)
  @IsObject({ message: 'data is a JSON object.' })
  data?: object | null;

  @Text('ISO 8601; without it: now.', { ...OPTIONAL, example: '2026-01-01T12:05:30.123Z' })
  @ValidateIf(given)
  @IsISO8601({ strict: true }, { message: 'timestamp is a date and time in ISO 8601.' })
  timestamp?: string | null;

  /** Of an event that was accepted. */
  @Text('Of an event that was accepted.', { ...OPTIONAL, example: 'order-7' })
  @ValidateIf(given)
  @IsString({ message: 'event_id is the id of an accepted event.' })
  event_id?: string | null;

  /** Name or event type of one of the adapter's samples. */
  @Text("Name or event type of one of the adapter's samples.", { ...OPTIONAL, example: 'job.completed' })
  @ValidateIf(given)
  @IsString({ message: 'sample is the name or the event type of a sample of the adapter.' })
  sample?: string | null;
}

/** The same for an endpoint that is not saved. */
@ApiExtraModels(EndpointRequest)
export class UnsavedPreviewRequest extends PreviewRequest {
  @Shape('As for `POST /api/webhooks/endpoints`.', ENDPOINT)
  @IsObject({ message: 'endpoint is required: a JSON object as for POST /api/webhooks/endpoints.' })
  endpoint!: object;
}

/** The body of `POST /api/webhooks/endpoints/test`. */
@ApiExtraModels(EndpointRequest)
export class UnsavedTestRequest {
  @Shape('As for `POST /api/webhooks/endpoints`.', ENDPOINT)
  @IsObject({ message: 'endpoint is required: a JSON object as for POST /api/webhooks/endpoints.' })
  endpoint!: object;
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
