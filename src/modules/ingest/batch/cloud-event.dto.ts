import { Equals, IsISO8601, IsObject, Length, Matches, MaxLength, ValidateIf } from 'class-validator';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../../model/event.js';
import { ApiSchema } from '@nestjs/swagger';
import { AnyObject, Shape, Text } from '../../http/described/properties.js';

const given = (_: object, value: unknown): boolean => value !== undefined;
const ATTRIBUTE_MAX = 2048;
const EXTENSION = {
  type: ['string', 'boolean', 'integer', 'null'],
  description: 'An extension: a name of a-z and 0-9. Kept with the event.',
};

/** Description of an attribute that is stored with the event and used for nothing else. */
const Kept =
  (name: string, description: string, example: string): PropertyDecorator =>
  (target, property) => {
    Text(description, { optional: true, nullable: true, minLength: 1, maxLength: ATTRIBUTE_MAX, example })(
      target,
      property,
    );
    ValidateIf(given)(target, property);
    Length(1, ATTRIBUTE_MAX, { message: `${name} is a text of 1 to ${ATTRIBUTE_MAX} characters.` })(
      target,
      property,
    );
  };

/** A CloudEvent (1.0, JSON format), without its extensions. */
@ApiSchema({ name: 'CloudEvent', additionalProperties: EXTENSION } as Parameters<typeof ApiSchema>[0])
export class CloudEventRequest {
  @Shape('Of CloudEvents.', { type: 'string', const: '1.0' })
  @Equals('1.0', { message: 'specversion is "1.0".' })
  specversion!: string;

  @Text('Of the event in its source.', { minLength: 1, maxLength: ATTRIBUTE_MAX, example: '7' })
  @Length(1, ATTRIBUTE_MAX, { message: `id is a text of 1 to ${ATTRIBUTE_MAX} characters.` })
  id!: string;

  @Text('Together with `id` the id of our event.', {
    minLength: 1,
    maxLength: ATTRIBUTE_MAX,
    example: '/jobs/render',
  })
  @Length(1, ATTRIBUTE_MAX, { message: `source is a text of 1 to ${ATTRIBUTE_MAX} characters.` })
  source!: string;

  @Text('The type of our event. `webhook.…` and `action.…` are reserved for the gateway itself (422).', {
    pattern: EVENT_TYPE.source,
    maxLength: EVENT_TYPE_MAX,
    example: 'job.completed',
  })
  @MaxLength(EVENT_TYPE_MAX, { message: `type is at most ${EVENT_TYPE_MAX} characters long.` })
  @Matches(EVENT_TYPE, {
    message: 'type is lower-case words of a-z, 0-9 and _ joined by dots, such as job.completed.',
  })
  type!: string;

  @Text('The timestamp of our event.', {
    optional: true,
    nullable: true,
    maxLength: 64,
    example: '2026-01-01T12:05:30.123Z',
  })
  @ValidateIf(given)
  @MaxLength(64, { message: 'time is at most 64 characters long.' })
  @IsISO8601(
    { strict: true, strictSeparator: true },
    { message: 'time is a date and time in RFC 3339, such as 2024-01-01T12:05:30.123Z.' },
  )
  time?: string;

  @Kept('subject', 'What it is about, in its source. Kept with the event.', 'job_17')
  subject?: string;

  @Kept(
    'dataschema',
    'The schema that the data follows, a URI. Kept with the event.',
    'https://your-app.com/schemas/job.json',
  )
  dataschema?: string;

  @Kept('datacontenttype', 'The media type of the data. Kept with the event.', 'application/json')
  datacontenttype?: string;

  /** Data of the event. Other JSON values are refused, because the payload holds an object. */
  @AnyObject('A JSON object; without it: {}.', {
    optional: true,
    nullable: true,
    example: { job_id: 'job_17' },
  })
  @ValidateIf(given)
  @IsObject({ message: 'data is a JSON object.' })
  data?: object;

  @Equals(undefined, { message: 'data_base64 is not taken; data is a JSON object.' })
  data_base64?: undefined;
}
