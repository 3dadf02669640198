import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../definitions/field.js';
import { eventPatterns, timeZone, whole } from '../definitions/field-rules.js';
import { quietWeekdays } from '../quiet/quiet-rules.js';
import { lengthOfTime } from '../definitions/length-of-time.js';
import { timeOfDay } from './digest-rules.js';

const span = lengthOfTime('1s', '1d', '30s, 5m, 2h or 1d');

/** The digest of an endpoint (one message in the place of many), as the API and the configuration file describe it. */
@ApiSchema({ name: 'Digest' })
export class DigestRequest {
  @Field(whole(1, 1_000), {
    description:
      'Messages that are sent one by one within `within`; further ones are gathered until it is calm again',
    note: 'Without: all are gathered, on the schedule of `every` and `at`.',
    example: 30,
    form: {
      label: 'Storm threshold',
      hint: 'Messages sent one by one before a storm begins',
      control: 'number',
    },
  })
  over?: number | null;

  @Field(span, {
    description: 'Time within which they are counted; goes with `over`',
    example: '5m',
    form: { label: 'Time window', hint: 'Of the storm threshold, e.g. 5m' },
  })
  within?: string | null;

  @Field(span, {
    description:
      'With `over`: time between two summaries, which also ends the storm where it brings no more than that. On a schedule: a day, or a part of one, in which all are told once',
    example: '5m',
    required: true,
    form: {
      label: 'Summary every',
      hint: 'e.g. 5m; on a schedule 1d, 6h, 1h or 15m',
    },
  })
  every!: string;

  @Field(timeOfDay, {
    description: 'Of a schedule: time of day from which on they are told',
    note: 'Without: midnight, or each full hour.',
    example: '09:00',
    form: { label: 'At', hint: 'Time of day, e.g. 09:00' },
  })
  at?: string | null;

  @Field(quietWeekdays, {
    description: 'Of a schedule: weekdays on which they are told, or ranges of them',
    note: 'Without: every day.',
    example: ['mon-fri'],
    form: { label: 'Weekdays', hint: 'e.g. mon-fri. Leave blank for every day.' },
  })
  weekdays?: string[] | null;

  @Field(timeZone, {
    description: 'Of a schedule: IANA time zone of the time',
    note: 'Without: that of `message`.',
    example: 'Europe/Berlin',
    form: { label: 'Time zone', hint: 'Leave blank for the time zone of the messages' },
  })
  zone?: string | null;

  @Field(eventPatterns, {
    description: 'Event types or patterns that are gathered; others are sent at once',
    note: 'Without: every event.',
    example: ['job.progress'],
    form: { label: 'Event types', hint: 'Types or patterns in the digest. Leave blank for all events.' },
  })
  types?: string[] | null;

  @Field(eventPatterns, {
    description: 'Event types or patterns that are sent at once all the same',
    note: 'Without: none.',
    example: ['job.failed'],
    form: { label: 'Always send', hint: 'Event types or patterns sent at once, e.g. job.failed' },
  })
  except?: string[] | null;
}
