import { IsISO8601, IsObject, Matches, MaxLength, ValidateIf } from 'class-validator';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../model/event.js';
import { EVENT_ID, EVENT_ID_RULE } from './event-id.js';
import { AnyObject, Text } from '../http/described/properties.js';

const given = (_: object, value: unknown): boolean => value !== undefined;

/** Body of `POST /api/webhooks/trigger`. */
export class TriggerRequest {
  @Text('Type: words joined by dots. `webhook.…` and `action.…` are reserved for the gateway itself (422).', {
    pattern: EVENT_TYPE.source,
    maxLength: EVENT_TYPE_MAX,
    example: 'job.completed',
  })
  @MaxLength(EVENT_TYPE_MAX, { message: `event is at most ${EVENT_TYPE_MAX} characters long.` })
  @Matches(EVENT_TYPE, {
    message: 'event is lower-case words of a-z, 0-9 and _ joined by dots, such as job.completed.',
  })
  event!: string;

  /** Data of the event; without it, a note that this is a manual test. */
  @AnyObject('Passed on untouched. Without it: a note that this was a manual test.', {
    optional: true,
    example: { job_id: 'job_17' },
  })
  @ValidateIf(given)
  @IsObject({ message: 'data is a JSON object.' })
  data?: object;

  /** Id of the event, which makes the call idempotent. */
  @Text('Makes the call idempotent; the header `Idempotency-Key` means the same.', {
    optional: true,
    pattern: EVENT_ID.source,
    example: 'order-8',
  })
  @ValidateIf(given)
  @Matches(EVENT_ID, { message: `id is ${EVENT_ID_RULE}.` })
  id?: string;

  /** Time of the event, passed on as it is; default: the time of acceptance. */
  @Text(
    'When it happened, ISO 8601, as it is to stand in the payload. Without it: the moment of acceptance.',
    {
      optional: true,
      maxLength: 64,
      example: '2026-01-01T12:05:30.123Z',
    },
  )
  @ValidateIf(given)
  @MaxLength(64, { message: 'timestamp is at most 64 characters long.' })
  @IsISO8601(
    { strict: true, strictSeparator: true },
    { message: 'timestamp is a date and time in ISO 8601, such as 2024-01-01T12:05:30.123Z.' },
  )
  timestamp?: string;
}
