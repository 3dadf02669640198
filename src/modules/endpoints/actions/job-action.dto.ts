import { ApiSchema } from '@nestjs/swagger';
import type { ActionConfirm } from '../../model/action.js';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../../model/event.js';
import { STYLES } from '../../model/event-type.js';
import { Field } from '../definitions/field.js';
import { eventPatterns, line, oneOf } from '../definitions/field-rules.js';
import type { FieldRule } from '../definitions/field.js';

/** Beginning of the types of events that actions emit. */
const PREFIX = 'action.';
/** Longest label, characters: what every platform shows whole on a button. */
const LABEL_MAX = 40;

const emitted: FieldRule = {
  schema: {
    type: 'string',
    pattern: '^action\\.[a-z0-9_]+(\\.[a-z0-9_]+)*$',
    maxLength: EVENT_TYPE_MAX,
  },
  fault: (value) =>
    typeof value === 'string' &&
    value.startsWith(PREFIX) &&
    value.length <= EVENT_TYPE_MAX &&
    EVENT_TYPE.test(value)
      ? null
      : 'is an event type that begins with action., such as action.retry_requested',
};

/** An action that the configuration file declares. */
@ApiSchema({ name: 'JobActionRequest' })
export class JobActionRequest {
  @Field(line(LABEL_MAX), { description: 'Text of the button', example: 'Retry job', required: true })
  label!: string;

  @Field(eventPatterns, {
    description: 'Types of the events whose messages offer the action, and patterns of them',
    example: ['job.failed', 'job.timeout'],
    required: true,
  })
  on!: string[];

  @Field(emitted, {
    description: 'Type of the event that pressing the action emits',
    note: 'Without: `action.<name>_requested`.',
    example: 'action.retry_requested',
  })
  emit?: string | null;

  @Field(oneOf(...STYLES), {
    description: 'Look of the button, where the target has looks',
    note: 'Without: an ordinary button.',
    example: 'primary',
  })
  style?: (typeof STYLES)[number] | null;

  @Field(oneOf('link', 'sign-in'), {
    description:
      '`link`: every reader of the message may press it; `sign-in`: pressing takes a key of the role operator or admin',
    setting: '`WEBHOOK_ACTIONS`',
    example: 'link',
  })
  confirm?: ActionConfirm | null;
}
