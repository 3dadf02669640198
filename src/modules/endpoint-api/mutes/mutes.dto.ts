import { MUTE_THEN, type MuteThen } from '../../model/mute.js';
import { Field } from '../../endpoints/definitions/field.js';
import { eventPattern, instant, line, oneOf, whole } from '../../endpoints/definitions/field-rules.js';

/** Longest mute, ms: what is to be quiet for longer is paused, or unsubscribed. */
export const MUTE_MAX_MS = 90 * 86_400_000;

/** The body of `POST …/mute` and of `POST …/mutes`: one of `for_ms` and `until`. */
export class MuteRequest {
  @Field(whole(1_000, MUTE_MAX_MS), {
    description: 'Length of the mute, ms',
    note: 'Without: `until` says when it ends.',
    example: 3_600_000,
  })
  for_ms?: number | null;

  @Field(instant, {
    description: 'When the mute ends, ISO 8601 with an offset, at most 90 days from now',
    note: 'Without: `for_ms` says how long it lasts.',
    example: null,
  })
  until?: string | null;

  @Field(eventPattern, {
    description: 'Event type or pattern that is muted',
    note: 'Without: every event, system events included.',
    example: 'job.progress',
  })
  type?: string | null;

  @Field(line(200), {
    description: 'Job whose events are muted (`data.job_id`)',
    note: 'Without: every job.',
    example: 'job_1704067200_abc123',
  })
  job_id?: string | null;

  @Field(oneOf(...MUTE_THEN), {
    description: '`drop`: messages are cancelled; `hold`: they wait for the end of the mute',
    note: 'Without: `drop`.',
    example: 'hold',
  })
  then?: MuteThen | null;

  @Field(line(200), { description: 'One line, for people', example: 'maintenance of the render farm' })
  reason?: string | null;
}
