import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../../endpoints/definitions/field.js';
import { eventPattern, instant, line, nested, oneOf } from '../../endpoints/definitions/field-rules.js';
import { lengthOfTime } from '../../endpoints/definitions/length-of-time.js';
import { MUTE_THEN, type MuteThen } from '../../model/mute.js';

/** Longest mute, ms: what is to be quiet for longer is paused, or unsubscribed. */
export const MUTE_MAX_MS = 90 * 86_400_000;

/** The events that are muted. */
@ApiSchema({ name: 'MuteFilter' })
export class MuteFilter {
  @Field(eventPattern, {
    description: 'Event type or pattern that is muted',
    note: 'Without: every event, system events included.',
    example: 'job.progress',
  })
  type?: string | null;

  @Field(line(200), {
    description: 'Job whose events are muted (`data.job_id`), or id of an incident',
    note: 'Without: every job.',
    example: 'job_1704067200_abc123',
  })
  job_id?: string | null;

  @Field(line(1_000), {
    description:
      'Error whose kind is muted, as a message shows it: its ids, numbers, paths and quoted texts do not matter',
    note: 'Without: events with any error, or none.',
    example: 'Creatomate API error: 422 Unprocessable Entity',
  })
  error?: string | null;
}

/** The body of `POST …/mute` and of `POST …/mutes`: one of `for` and `until`. */
export class MuteRequest {
  @Field(lengthOfTime('1s', '90d', '30m, 2h or 3d'), {
    description: 'Length of the mute',
    note: 'Without: `until` says when it ends.',
    example: '1h',
  })
  for?: string | null;

  @Field(instant, {
    description: 'When the mute ends, ISO 8601 with an offset, at most 90 days from now',
    note: 'Without: `for` says how long it lasts.',
    example: null,
  })
  until?: string | null;

  @Field(nested(MuteFilter, 'is {"type", "job_id", "error"}, all optional'), {
    description: 'Events that are muted: those that match every field that is given',
    note: 'Without: every event.',
    example: { type: 'job.progress' },
  })
  filter?: MuteFilter | null;

  @Field(oneOf(...MUTE_THEN), {
    description: '`drop`: messages are cancelled; `hold`: they wait for the end of the mute',
    note: 'Without: `drop`. With `filter.error`, a held message is sent when a later event of its job waits behind it.',
    example: 'hold',
  })
  then?: MuteThen | null;

  @Field(line(200), { description: 'One line, for people', example: 'maintenance of the render farm' })
  reason?: string | null;
}
