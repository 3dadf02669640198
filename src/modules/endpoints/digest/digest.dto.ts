import { ApiSchema } from '@nestjs/swagger';
import { Field } from '../definitions/field.js';
import { eventPatterns, nested, timeZone, whole } from '../definitions/field-rules.js';
import { quietWeekdays } from '../quiet/quiet-rules.js';
import { partOfDay, span, timeOfDay } from './digest-rules.js';

/** When messages are too many. */
@ApiSchema({ name: 'StormDigest' })
export class StormRequest {
  @Field(whole(1, 1_000), {
    description: 'Messages that are sent one by one',
    example: 30,
    required: true,
    form: { label: 'Messages', hint: 'Sent one by one', control: 'number' },
  })
  over!: number;

  @Field(span, {
    description: 'Time within which they are counted',
    example: '5m',
    required: true,
    form: { label: 'Within', hint: 'e.g. 5m' },
  })
  within!: string;

  @Field(span, {
    description: 'Time between two summaries, which also ends the storm where it brings no more than `over`',
    example: '5m',
    required: true,
    form: { label: 'Then a summary every', hint: 'e.g. 5m' },
  })
  every!: string;
}

/** One message in the place of many, as the API and the configuration file describe it. */
@ApiSchema({ name: 'Digest' })
export class DigestRequest {
  @Field(nested(StormRequest, 'is {"over": messages, "within": "5m", "every": "5m"}'), {
    description: 'Messages beyond a number within a time are gathered until it is quiet again',
    example: { over: 30, within: '5m', every: '5m' },
  })
  storm?: StormRequest | null;

  @Field(partOfDay, {
    description: 'All messages are gathered, and told once in this time: a day, or a part of one',
    example: '1d',
    form: { label: 'Every', hint: 'A day or a part of one: 1d, 6h, 1h, 15m' },
  })
  every?: string | null;

  @Field(timeOfDay, {
    description: 'Time of day from which on they are told',
    note: 'Without: midnight, or each full hour.',
    example: '09:00',
    form: { label: 'At', hint: 'Time of day, e.g. 09:00' },
  })
  at?: string | null;

  @Field(quietWeekdays, {
    description: 'Weekdays on which they are told, or ranges of them',
    note: 'Without: every day.',
    example: ['mon-fri'],
    form: { label: 'Weekdays', hint: 'e.g. mon-fri. Leave blank for every day.' },
  })
  weekdays?: string[] | null;

  @Field(timeZone, {
    description: 'IANA time zone of the time',
    note: 'Without: that of `message`.',
    example: 'Europe/Berlin',
    form: { label: 'Time zone', hint: 'Leave blank for the time zone of the messages' },
  })
  zone?: string | null;

  @Field(eventPatterns, {
    description: 'Event types or patterns that are sent at once all the same',
    note: 'Without: none.',
    example: ['job.failed'],
    form: { label: 'Always send', hint: 'Event types or patterns that are sent at once, e.g. job.failed' },
  })
  except?: string[] | null;
}
