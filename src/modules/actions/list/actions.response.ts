import { ApiSchema } from '@nestjs/swagger';
import { Flag, Instant, ListOf, OneOf, Part, Parts, Text, Whole } from '../../http/described/properties.js';
import { SuccessAnswer } from '../../http/described/success-answer.js';
import { LISTENER_STATES, type ListenerState } from '../buttons/listener-status.js';
import { ACTION_MODES, type ActionMode } from '../../model/action.js';

@ApiSchema({ name: 'Action', description: 'Something that a reader may do from a message.' })
export class ActionView {
  @Text('Name of the action.', { example: 'retry' })
  name!: string;

  @Text('Name by which `message.actions` of an endpoint shows it.', { example: 'retry' })
  group!: string;

  @Text('Text of the button.', { example: 'Retry job' })
  label!: string;

  @ListOf({ type: 'string' }, 'Event types, or patterns of them, whose messages offer it.', {
    example: ['job.failed', 'job.timeout'],
  })
  on!: readonly string[];

  @Text('Type of the event that pressing it emits; null: the gateway acts itself.', {
    nullable: true,
    example: 'action.retry_requested',
  })
  emit!: string | null;

  @OneOf(['default', 'primary', 'danger'], 'Look of the button, where the target has looks.')
  style!: string;

  @OneOf(
    [...ACTION_MODES],
    'What pressing it takes: the `link` alone, or to `sign-in`; `off`: it is not offered.',
  )
  confirm!: ActionMode;

  @Flag('Whether one message allows it once.', { example: true })
  once!: boolean;

  @Flag('False for actions of the configuration file.', { example: false })
  built_in!: boolean;
}

@ApiSchema({ name: 'ButtonListenerFault' })
export class ButtonListenerFaultView {
  @Text('Short and stable.', { example: 'telegram_webhook_set' })
  code!: string;

  @Text('What happened, and what to do; free of secrets.', { example: 'A webhook is set for this bot.' })
  message!: string;
}

@ApiSchema({
  name: 'ButtonListener',
  description: 'A bot or app at which this gateway hears of native buttons that are pressed.',
})
export class ButtonListenerView {
  @Text('Adapter of its endpoints.', { example: 'telegram' })
  adapter!: string;

  @ListOf({ type: 'string' }, 'The endpoints whose buttons are heard there.', { example: ['webhook_1'] })
  webhook_ids!: readonly string[];

  @OneOf(
    [...LISTENER_STATES],
    '`connected`: presses are heard; `standby`: another gateway hears them for all; `failing`: they are not heard, and it is tried again.',
  )
  state!: ListenerState;

  @Instant('Since when it is in this state.')
  since!: string;

  @Part(ButtonListenerFaultView, 'Why presses are not heard; null once they are.', { nullable: true })
  last_error!: ButtonListenerFaultView | null;
}

@ApiSchema({ name: 'ActionsAnswer' })
export class ActionsAnswer extends SuccessAnswer {
  @OneOf([...ACTION_MODES], '`WEBHOOK_ACTIONS`: what pressing an action takes.')
  mode!: ActionMode;

  @Flag('Whether messages have action links: actions are on, and `WEBHOOK_PUBLIC_URL` is set.', {
    example: true,
  })
  links!: boolean;

  @Whole('Time for which a link works, ms.', { example: 604_800_000 })
  links_expire_after_ms!: number;

  @Parts(ActionView, 'Those of the configuration file first.')
  actions!: ActionView[];

  @Parts(
    ButtonListenerView,
    'Where this gateway hears of native buttons; empty without endpoints that have them.',
  )
  listeners!: ButtonListenerView[];
}
