import { Ajv } from 'ajv';
import { MAX_UNITS } from './max-units.js';

/** A closed schema: what it does not name, Slack's documents do not name either. Lengths are UTF-16 units. */
const closed = (properties: object, required: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
const text = (maxLength: number): object => ({ type: 'string', minLength: 1, maxUnits: maxLength });
const webAddress = { ...text(3000), pattern: '^https?://[\\x21-\\x7e]+$' };

const mrkdwn = (maxLength: number): object =>
  closed({ type: { const: 'mrkdwn' }, text: text(maxLength), verbatim: { type: 'boolean' } }, [
    'type',
    'text',
  ]);
const plainText = (maxLength: number): object =>
  closed({ type: { const: 'plain_text' }, text: text(maxLength), emoji: { type: 'boolean' } }, [
    'type',
    'text',
  ]);

const header = closed({ type: { const: 'header' }, text: plainText(150) }, ['type', 'text']);
const section = {
  ...closed(
    {
      type: { const: 'section' },
      text: mrkdwn(3000),
      fields: { type: 'array', minItems: 1, maxItems: 10, items: mrkdwn(2000) },
    },
    ['type'],
  ),
  anyOf: [{ required: ['text'] }, { required: ['fields'] }],
};
const context = closed(
  { type: { const: 'context' }, elements: { type: 'array', minItems: 1, maxItems: 10, items: mrkdwn(3000) } },
  ['type', 'elements'],
);
const button = closed(
  {
    type: { const: 'button' },
    text: plainText(75),
    url: webAddress,
    style: { enum: ['primary', 'danger'] },
  },
  ['type', 'text'],
);
const actions = closed(
  { type: { const: 'actions' }, elements: { type: 'array', minItems: 1, maxItems: 25, items: button } },
  ['type', 'elements'],
);
const blocks = {
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: [header, section, context, actions],
  },
};
const attachment = closed(
  { color: { type: 'string', pattern: '^#[0-9a-f]{6}$' }, fallback: text(1000), blocks },
  ['color', 'blocks'],
);

/** A message to an incoming webhook, as far as the gateway uses it. */
export const validateSlackMessage = new Ajv({
  keywords: [MAX_UNITS],
  discriminator: true,
  strictRequired: false,
}).compile(
  closed({ text: text(40_000), blocks, attachments: { type: 'array', maxItems: 1, items: attachment } }, [
    'text',
    'blocks',
    'attachments',
  ]),
);
