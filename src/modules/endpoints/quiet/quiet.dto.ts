import { ApiSchema } from '@nestjs/swagger';
import { QUIET_THEN, type QuietThen } from '../../model/quiet.js';
import { Field } from '../definitions/field.js';
import { eventPatterns, oneOf, timeZone } from '../definitions/field-rules.js';
import { quietDaysOfMonth, quietMonths, quietTimes, quietWeekdays } from './quiet-rules.js';

/** Times in which an endpoint disturbs nobody, as the API and the configuration file describe them. */
@ApiSchema({ name: 'Quiet' })
export class QuietRequest {
  @Field(quietTimes, {
    description:
      'Times of day from which and to which the endpoint is quiet; an end that is not after the beginning is on the next day',
    note: '`00:00-24:00` is a whole day.',
    example: ['22:00-07:00'],
    required: true,
    form: { label: 'Times', hint: 'e.g. 22:00-07:00, or 00:00-24:00 for whole days' },
  })
  times!: string[];

  @Field(quietWeekdays, {
    description: 'Weekdays on which a quiet time begins, or ranges of them',
    note: 'Without: every day.',
    example: ['mon-fri'],
    form: {
      label: 'Weekdays',
      hint: 'Start days, e.g. mon-fri. Leave blank for every day.',
    },
  })
  weekdays?: string[] | null;

  @Field(quietDaysOfMonth, {
    description: 'Days of the month on which a quiet time begins, or ranges of them as text',
    note: 'Without: every day.',
    example: [1, '24-26'],
  })
  days_of_month?: (number | string)[] | null;

  @Field(quietMonths, {
    description: 'Months in which a quiet time begins, or ranges of them',
    note: 'Without: every month.',
    example: ['dec'],
  })
  months?: string[] | null;

  @Field(timeZone, {
    description: 'IANA time zone of the times',
    note: 'Without: that of `message`.',
    example: 'Europe/Berlin',
    form: {
      label: 'Time zone',
      hint: 'IANA name. Leave blank for the zone of the messages.',
    },
  })
  zone?: string | null;

  @Field(oneOf(...QUIET_THEN), {
    description:
      '`hold`: messages wait for the end of the quiet time; `drop`: they are cancelled; `digest`: one message at the end tells of them all',
    note: 'Without: `hold`.',
    example: 'hold',
    form: {
      label: 'Messages in quiet hours',
      hint: 'Held messages are sent when quiet hours end',
      control: 'choice',
      choices: { hold: 'Hold', drop: 'Drop', digest: 'One summary' },
    },
  })
  then?: QuietThen | null;

  @Field(eventPatterns, {
    description: 'Event types or patterns that are sent all the same',
    note: 'Without: none.',
    example: ['job.failed'],
    form: { label: 'Always send', hint: 'Event types or patterns sent anyway, e.g. job.failed' },
  })
  except?: string[] | null;
}
