import { Ajv } from 'ajv';
import { MAX_UNITS } from './max-units.js';

/** A closed schema: what it does not name, Discord's documents do not name either. Lengths are UTF-16 units. */
const closed = (properties: object, required: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});
/** Discord trims before it measures: blank is empty. */
const text = (maxLength: number): object => ({
  type: 'string',
  pattern: '\\S',
  minLength: 1,
  maxUnits: maxLength,
});
const webAddress = { ...text(2048), pattern: '^https?://[\\x21-\\x7e]+$' };

const field = closed({ name: text(256), value: text(1024), inline: { type: 'boolean' } }, ['name', 'value']);
const embed = closed(
  {
    title: text(256),
    url: webAddress,
    description: text(4096),
    color: { type: 'integer', minimum: 0, maximum: 0xffffff },
    fields: { type: 'array', maxItems: 25, items: field },
    footer: closed({ text: text(2048) }, ['text']),
    timestamp: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' },
  },
  ['title', 'color'],
);

/** The body of Execute Webhook, as far as the gateway uses it. */
export const validateDiscordMessage = new Ajv({ keywords: [MAX_UNITS] }).compile(
  closed(
    {
      username: text(80),
      avatar_url: webAddress,
      thread_name: text(100),
      embeds: { type: 'array', minItems: 1, maxItems: 10, items: embed },
      allowed_mentions: closed({ parse: { type: 'array', maxItems: 0 } }, ['parse']),
    },
    ['embeds', 'allowed_mentions'],
  ),
);
