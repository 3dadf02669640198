import { ApiSchema } from '@nestjs/swagger';
import { DETAILS, type Detail } from '../../model/message-options.js';
import { Field } from '../definitions/field.js';
import { languageTag, line, lineByName, names, nested, oneOf, timeZone } from '../definitions/field-rules.js';
import { template } from './template-rule.js';

/** Most field names of a list, and most labels. */
const NAMES_MAX = 50;
const NAME_MAX = 100;
/** Longest name of an action. */
const ACTION_MAX = 32;
const LIST = `is a list of up to ${NAMES_MAX} different names of fields of the data, such as current_step or parameters.country`;

/** The choice among the fields of an event's data, as the API and the configuration file describe it. */
@ApiSchema({ name: 'MessageFields' })
export class MessageFieldsRequest {
  @Field(names(NAMES_MAX, NAME_MAX, LIST), {
    description: 'Names of the only fields that messages show, in this order',
    note: 'Without: all that the detail shows.',
    example: ['current_step', 'parameters.template'],
    form: { label: 'Show only', hint: 'Field names, e.g. current_step' },
  })
  show?: string[] | null;

  @Field(names(NAMES_MAX, NAME_MAX, LIST), {
    description: 'Names of fields that messages leave out',
    example: ['creatomate_id'],
    form: { label: 'Hide', hint: 'Field names, e.g. creatomate_id' },
  })
  hide?: string[] | null;

  @Field(names(NAMES_MAX, NAME_MAX, LIST), {
    description: 'Names of fields that come first, in this order',
    example: ['retry_count'],
    form: { label: 'First', hint: 'Field names that come first, in this order' },
  })
  order?: string[] | null;

  @Field(
    lineByName(
      NAMES_MAX,
      NAME_MAX,
      `is a JSON object of up to ${NAMES_MAX} field names and their labels, each one line of up to ${NAME_MAX} characters`,
    ),
    {
      description: 'Labels by field name',
      note: 'Without: the name in words.',
      example: { creatomate_id: 'Render' },
      form: { label: 'Labels', hint: 'Label by field name, in place of the name in words' },
    },
  )
  labels?: Record<string, string> | null;
}

/**
 * The presentation of an endpoint's messages, as the API and the configuration file describe it. A part that is left out
 * keeps its value; null brings its default back.
 */
@ApiSchema({ name: 'MessageRequest' })
export class MessageRequest {
  @Field(oneOf(...DETAILS), {
    description:
      '`compact`: 4 to 6 lines on a phone; `standard`: also message, timeline and some fields; `full`: all fields',
    setting: '`WEBHOOK_MESSAGE_DETAIL`',
    example: 'standard',
    form: {
      label: 'Detail',
      hint: 'Length of a message',
      control: 'choice',
      choices: { compact: 'Compact', standard: 'Standard', full: 'All fields' },
    },
  })
  detail?: Detail | null;

  @Field(template(500), {
    description: 'Template of the title',
    note: 'Without: the headline of the event type.',
    example: '{{ data.parameters.genre | genre }} video is ready',
    form: { label: 'Title', hint: 'Template. Leave blank for the headline of the event type.' },
  })
  title?: string | null;

  @Field(template(500), {
    description: 'Template of the subject, which names the job in a person’s words',
    note: 'Without: the subject of the event type.',
    example: '{{ data.parameters.platform | platform }} · {{ data.parameters.country | country }}',
    form: { label: 'Subject', hint: 'Template. Leave blank for the subject of the event type.' },
  })
  subject?: string | null;

  @Field(template(4_000), {
    description: 'Template of the text below',
    note: 'Without: `message` of the data.',
    example: 'Step: {{ data.current_step }}',
    form: { label: 'Text', hint: 'Template. Leave blank for data.message.' },
  })
  body?: string | null;

  @Field(template(1_000), {
    description: 'Template of the cause of a failure',
    note: 'Without: the line of the error that says why.',
    example: '{{ data.error | error_line }}',
    form: { label: 'Cause', hint: 'Template. Leave blank for the most telling line of data.error.' },
  })
  cause?: string | null;

  @Field(
    nested(MessageFieldsRequest, 'is a JSON object with show, hide, order and labels, each of them optional'),
    {
      description: 'The fields of the data that messages show',
      example: {},
    },
  )
  fields?: MessageFieldsRequest | null;

  @Field(timeZone, {
    description: 'IANA time zone of times that the target does not show in the reader’s own',
    setting: '`WEBHOOK_MESSAGE_ZONE`',
    example: 'Europe/Berlin',
    form: { label: 'Time zone', hint: 'IANA time zone, e.g. Europe/Berlin' },
  })
  zone?: string | null;

  @Field(languageTag, {
    description: 'BCP 47 tag of the language of numbers, dates and names of countries',
    setting: '`WEBHOOK_MESSAGE_LOCALE`',
    example: 'en-GB',
    form: { label: 'Locale', hint: 'Language tag, e.g. en-GB' },
  })
  locale?: string | null;

  @Field(line(64), {
    description:
      'The one mention in messages of failures, as the target writes it: `<!here>`, `<@U0123ABCD>` or `<!subteam^S0123ABCD>` on Slack, `<@…>` or `<@&…>` with an id on Discord',
    note: 'Without: nobody is mentioned.',
    example: null,
    form: { label: 'Mention on failure', hint: 'e.g. <!here> on Slack, <@&id of a role> on Discord' },
  })
  mention_on_failure?: string | null;

  @Field(
    names(
      NAMES_MAX,
      ACTION_MAX,
      `is a list of up to ${NAMES_MAX} different names of actions, such as redeliver or retry`,
    ),
    {
      description:
        'Names of the only actions that messages offer: `redeliver`, `probe`, `mute`, and those that the configuration file declares; an empty list hides all',
      note: 'Without: all actions.',
      example: ['redeliver', 'retry'],
      form: { label: 'Actions', hint: 'Buttons or links below a message' },
    },
  )
  actions?: string[] | null;
}
