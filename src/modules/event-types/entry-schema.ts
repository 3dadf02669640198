import type { JsonSchema } from '../http/described/properties.js';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../model/event.js';
import { MISMATCH_POLICIES, STYLES, TONES } from '../model/event-type.js';
import { NAMES_MAX } from './value-names-entry.js';
import { NAME_KINDS } from '../model/value-names.js';
import { ENTRIES_MAX, ENTRY_MAX } from './event-type-entry.js';

/** Description, in API and file, of one field of an entry. */
interface EntryShape {
  readonly description: string;
  readonly schema: JsonSchema;
  readonly example: unknown;
  readonly nullable?: boolean;
}

const TEMPLATE = { type: 'string', minLength: 1, maxLength: ENTRY_MAX.template };
const STYLE = { type: 'string', enum: [...STYLES] };

/** Description, in API and file, of the names of values. */
export const NAMES_TEXT =
  'Names of countries, platforms, genres and kinds of content in messages, by code in any spelling; they go before the built-in names.';

/** The fields of an action, by name. */
export const ACTION_SHAPES = {
  label: {
    description: 'Template of the text of the button.',
    schema: { type: 'string', minLength: 1, maxLength: ENTRY_MAX.label },
    example: 'Open invoice',
  },
  url: {
    description: 'Template of an http(s) address; the button is left out where it gives none.',
    schema: TEMPLATE,
    example: 'https://shop.example/invoices/{{ data.invoice_id }}',
  },
  style: { description: 'Emphasis of the button.', schema: STYLE, example: 'primary', nullable: true },
} as const satisfies Record<string, EntryShape>;

/** The fields of an entry, by name: the API's description and the schema of the file are made of them. */
export const ENTRY_SHAPES = {
  headline: {
    description: 'Template of the title: what happened.',
    schema: { type: 'string', minLength: 1, maxLength: ENTRY_MAX.headline },
    example: 'Invoice paid',
  },
  emoji: {
    description: 'Emoji before the title, or an empty text.',
    schema: { type: 'string', maxLength: ENTRY_MAX.emoji },
    example: '💶',
  },
  tone: {
    description: 'Mood of the message: its colour.',
    schema: { type: 'string', enum: [...TONES] },
    example: 'success',
  },
  subject: {
    description: 'Templates of the parts of the subject: what it happened to. An empty part is left out.',
    schema: { type: 'array', items: TEMPLATE, maxItems: ENTRY_MAX.parts },
    example: ['{{ data.customer }}'],
  },
  facts: {
    description:
      'Templates of the facts. A fact is left out where one of its outputs is empty; `**x**` marks emphasis.',
    schema: { type: 'array', items: TEMPLATE, maxItems: ENTRY_MAX.facts },
    example: ['**{{ data.amount }}** paid'],
  },
  cause: {
    description: 'Template of the reason of a failure; null: none.',
    schema: TEMPLATE,
    example: null,
    nullable: true,
  },
  image: {
    description: 'Template of the https address of a picture; null: none.',
    schema: TEMPLATE,
    example: null,
    nullable: true,
  },
  actions: {
    description: 'Buttons of the message.',
    schema: { type: 'array', items: {}, maxItems: ENTRY_MAX.actions },
    example: [],
  },
  ends: { description: 'Whether a job is over with the event.', schema: { type: 'boolean' }, example: false },
  schema: {
    description: 'JSON Schema (2020-12) of `data`; null: any object.',
    schema: { type: 'object', additionalProperties: true },
    example: { type: 'object', required: ['invoice_id'] },
    nullable: true,
  },
  on_mismatch: {
    description:
      'What becomes of an event whose data contradicts the schema: `accept` takes it unchecked, `warn` accepts and marks it, `reject` refuses it with 422.',
    schema: { type: 'string', enum: [...MISMATCH_POLICIES] },
    example: 'warn',
  },
  description: {
    description: 'What the event means, in one or two sentences.',
    schema: { type: 'string', maxLength: ENTRY_MAX.description },
    example: 'A customer has paid an invoice.',
  },
} as const satisfies Record<string, EntryShape>;

/** The JSON Schema (draft 07) of `events:` in the configuration file, for editors. */
export function fileEventsSchema(): JsonSchema {
  return {
    description:
      'Event types that are added, or whose fields are overridden. The API wins over the file, the file over what is built in.',
    type: ['object', 'null'],
    maxProperties: ENTRIES_MAX,
    propertyNames: { pattern: EVENT_TYPE.source, maxLength: EVENT_TYPE_MAX },
    properties: { values: { ...namesSchema(), type: ['object', 'null'] } },
    additionalProperties: objectSchema({
      ...ENTRY_SHAPES,
      actions: {
        ...ENTRY_SHAPES.actions,
        schema: { ...ENTRY_SHAPES.actions.schema, items: objectSchema(ACTION_SHAPES, ['label', 'url']) },
      },
    }),
  };
}

/** The JSON Schema of the names of values. */
export function namesSchema(): JsonSchema {
  const names = {
    type: 'object',
    maxProperties: NAMES_MAX.names,
    additionalProperties: { type: 'string', minLength: 1, maxLength: NAMES_MAX.name },
  };
  return {
    description: NAMES_TEXT,
    type: 'object',
    properties: Object.fromEntries(NAME_KINDS.map((kind) => [kind, names])),
    additionalProperties: false,
  };
}

function objectSchema(
  shapes: Readonly<Record<string, EntryShape>>,
  required: readonly string[] = [],
): JsonSchema {
  const properties = Object.entries(shapes).map(([name, { description, schema, nullable = false }]) => {
    if (!nullable) return [name, { description, ...schema }] as const;
    const { enum: words } = schema;
    const orNull = words === undefined ? {} : { enum: [...(words as readonly unknown[]), null] };
    return [name, { description, ...schema, type: [schema['type'], 'null'], ...orNull }] as const;
  });
  return {
    type: 'object',
    properties: Object.fromEntries(properties),
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}
