import { ApiSchema } from '@nestjs/swagger';
import {
  AnyObject,
  Flag,
  Instant,
  ListOf,
  OneOf,
  Part,
  Parts,
  Shape,
  Success,
  Text,
  Whole,
} from '../http/described/properties.js';
import type { MismatchPolicy, Tone } from '../model/event-type.js';
import { ENTRY_FIELDS, ENTRY_MAX, POLICIES, STYLES, TONES } from './event-type-entry.js';

const TEMPLATE = { maxLength: ENTRY_MAX.template };
const PART = { type: 'string', minLength: 1, ...TEMPLATE };

@ApiSchema({ name: 'EventTypeAction' })
export class ActionView {
  @Text('Text of the button.', { minLength: 1, maxLength: ENTRY_MAX.label, example: 'Open invoice' })
  label!: string;

  @Text('Template of an http(s) address; the button is left out where it gives none.', {
    minLength: 1,
    ...TEMPLATE,
    example: 'https://shop.example/invoices/{{ data.invoice_id }}',
  })
  url!: string;

  @OneOf(STYLES, 'Emphasis of the button.', { optional: true, nullable: true })
  style?: (typeof STYLES)[number] | null;
}

const HEADLINE = 'Template of the title: what happened.';
const SUBJECT = 'Templates of the parts of the subject: what it happened to. An empty part is left out.';
const FACTS =
  'Templates of the facts. A fact is left out where one of its outputs is empty; `**x**` marks emphasis.';
const CAUSE = 'Template of the reason of a failure; null: none.';
const IMAGE = 'Template of the https address of a picture; null: none.';
const SCHEMA = 'JSON Schema (2020-12) of `data`; null: any object.';
const MISMATCH =
  'What becomes of an event whose data contradicts the schema: `warn` accepts and marks it, `reject` refuses it with 422.';
const EXAMPLE_SCHEMA = { type: 'object', required: ['invoice_id'] };

/** The body of `PUT /api/webhooks/event-types/:type`. A field that is left out keeps the value beneath. */
@ApiSchema({ name: 'EventTypeRequest' })
export class EventTypeRequest {
  @Text(HEADLINE, { optional: true, minLength: 1, maxLength: ENTRY_MAX.headline, example: 'Invoice paid' })
  headline?: string;

  @Text('One emoji, or an empty text.', { optional: true, maxLength: ENTRY_MAX.emoji, example: '💶' })
  emoji?: string;

  @OneOf(TONES, 'Mood of the message: its colour.', { optional: true })
  tone?: Tone;

  @ListOf(PART, SUBJECT, { optional: true, maxItems: ENTRY_MAX.parts, example: ['{{ data.customer }}'] })
  subject?: string[];

  @ListOf(PART, FACTS, { optional: true, maxItems: ENTRY_MAX.facts, example: ['**{{ data.amount }}** paid'] })
  facts?: string[];

  @Text(CAUSE, { optional: true, nullable: true, minLength: 1, ...TEMPLATE, example: null })
  cause?: string | null;

  @Text(IMAGE, { optional: true, nullable: true, minLength: 1, ...TEMPLATE, example: null })
  image?: string | null;

  @Parts(ActionView, 'Buttons of the message.', { optional: true, maxItems: ENTRY_MAX.actions })
  actions?: ActionView[];

  @Flag('Whether a job is over with the event.', { optional: true })
  ends?: boolean;

  @AnyObject(SCHEMA, { optional: true, nullable: true, example: EXAMPLE_SCHEMA })
  schema?: object | null;

  @OneOf(POLICIES, MISMATCH, { optional: true })
  on_mismatch?: MismatchPolicy;

  @Text('What the event means, in one or two sentences.', {
    optional: true,
    maxLength: ENTRY_MAX.description,
    example: 'A customer has paid an invoice.',
  })
  description?: string;
}

@ApiSchema({ name: 'EventTypeOverrides', description: 'Names of the fields that the file and the API set.' })
export class OverridesView {
  @ListOf({ type: 'string', enum: [...ENTRY_FIELDS] }, 'Fields that `events:` in the file sets.', {
    example: [],
  })
  file!: string[];

  @ListOf({ type: 'string', enum: [...ENTRY_FIELDS] }, 'Fields that the API sets; they win over the file.', {
    example: ['headline'],
  })
  api!: string[];
}

@ApiSchema({ name: 'EventType', description: 'An event type as it is in effect.' })
export class EventTypeView {
  @Text('Name of the type.', { example: 'job.completed' })
  type!: string;

  @OneOf(['builtin', 'file', 'api'], 'Where the topmost fields come from.')
  source!: 'builtin' | 'file' | 'api';

  @Flag('Whether the gateway knows the type without any configuration.')
  built_in!: boolean;

  @Text(HEADLINE, { example: 'Video ready' })
  headline!: string;

  @Text('One emoji, or an empty text.', { example: '✅' })
  emoji!: string;

  @OneOf(TONES, 'Mood of the message: its colour.')
  tone!: Tone;

  @ListOf({ type: 'string' }, SUBJECT, { example: ['{{ data.parameters.platform | platform }}'] })
  subject!: readonly string[];

  @ListOf({ type: 'string' }, FACTS, { example: ['template **{{ data.parameters.template }}**'] })
  facts!: readonly string[];

  @Text(CAUSE, { nullable: true, example: '{{ data.error | error_line }}' })
  cause!: string | null;

  @Text(IMAGE, { nullable: true, example: '{{ data.thumbnail_url }}' })
  image!: string | null;

  @Parts(ActionView, 'Buttons of the message.')
  actions!: readonly ActionView[];

  @Flag('Whether a job is over with the event.')
  ends!: boolean;

  @AnyObject(SCHEMA, { nullable: true, example: EXAMPLE_SCHEMA })
  schema!: object | null;

  @OneOf(POLICIES, MISMATCH)
  on_mismatch!: MismatchPolicy;

  @Text('What the event means.', { example: 'The job has finished and its video can be watched.' })
  description!: string;

  @Part(OverridesView, 'Names of the fields that are set, by source.')
  overrides!: OverridesView;

  @Whole('Revision of the entry of the API, for `If-Match`; 0: the API has no entry.', { example: 0 })
  revision!: number;

  @Instant('When the entry of the API was written last; null: the API has none.', { nullable: true })
  updated_at!: string | null;
}

@ApiSchema({ name: 'EventTypesAnswer' })
export class EventTypesAnswer {
  @Success()
  success!: true;

  @Parts(EventTypeView, 'The types: the built-in ones in the order of a job, then the others by name.')
  event_types!: EventTypeView[];
}

@ApiSchema({ name: 'EventTypeAnswer' })
export class EventTypeAnswer {
  @Success()
  success!: true;

  @Part(EventTypeView, 'The type as it is in effect.')
  event_type!: EventTypeView;
}

@ApiSchema({ name: 'EventTypeRemovedAnswer' })
export class EventTypeRemovedAnswer {
  @Success()
  success!: true;

  @Shape('The type as it is in effect now; null: it is not listed any more.', {
    oneOf: [{ $ref: '#/components/schemas/EventType' }, { type: 'null' }],
  })
  event_type!: EventTypeView | null;
}
