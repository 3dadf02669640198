import { ApiSchema } from '@nestjs/swagger';
import {
  Flag,
  Instant,
  ListOf,
  OneOf,
  Part,
  Parts,
  Shape,
  Text,
  Whole,
} from '../http/described/properties.js';
import { SuccessAnswer } from '../http/described/success-answer.js';
import type { MismatchPolicy, Tone } from '../model/event-type.js';
import type { ValueNames } from '../model/value-names.js';
import { ACTION_SHAPES, ENTRY_SHAPES, namesSchema, NAMES_TEXT } from './entry-schema.js';
import type { STYLES } from '../model/event-type.js';
import type { TypeSource } from './effective-types.js';
import { ENTRY_FIELDS, ENTRY_MAX } from './event-type-entry.js';

/** A field of an entry, as a request has it: it may be left out. */
const Given = (name: keyof typeof ENTRY_SHAPES): PropertyDecorator => {
  const { description, schema, example, ...more } = ENTRY_SHAPES[name];
  return Shape(description, schema, { optional: true, example, ...more });
};

const BOUNDS: ReadonlySet<string> = new Set(['minLength', 'maxLength', 'maxItems']);

/** The same field in an answer: it is always there, and built-in texts keep to no bounds of requests. */
const Shown = (name: keyof typeof ENTRY_SHAPES, example: unknown): PropertyDecorator => {
  const { description, schema, example: _given, ...more } = ENTRY_SHAPES[name];
  const items = 'items' in schema ? { items: { type: 'string' } } : {};
  const open = Object.entries(schema).filter(([word]) => !BOUNDS.has(word));
  return Shape(description, { ...Object.fromEntries(open), ...items }, { example, ...more });
};

@ApiSchema({ name: 'EventTypeAction' })
export class ActionView {
  @Shape(ACTION_SHAPES.label.description, ACTION_SHAPES.label.schema, {
    example: ACTION_SHAPES.label.example,
  })
  label!: string;

  @Shape(ACTION_SHAPES.url.description, ACTION_SHAPES.url.schema, { example: ACTION_SHAPES.url.example })
  url!: string;

  @Shape(ACTION_SHAPES.style.description, ACTION_SHAPES.style.schema, {
    optional: true,
    nullable: true,
    example: ACTION_SHAPES.style.example,
  })
  style?: (typeof STYLES)[number] | null;
}

/** The body of `PUT /api/webhooks/event-types/:type`. A field that is left out keeps the value beneath. */
@ApiSchema({ name: 'EventTypeRequest' })
export class EventTypeRequest {
  @Given('headline')
  headline?: string;

  @Given('emoji')
  emoji?: string;

  @Given('tone')
  tone?: Tone;

  @Given('subject')
  subject?: string[];

  @Given('facts')
  facts?: string[];

  @Given('cause')
  cause?: string | null;

  @Given('image')
  image?: string | null;

  @Parts(ActionView, ENTRY_SHAPES.actions.description, { optional: true, maxItems: ENTRY_MAX.actions })
  actions?: ActionView[];

  @Given('ends')
  ends?: boolean;

  @Given('schema')
  schema?: object | null;

  @Given('on_mismatch')
  on_mismatch?: MismatchPolicy;

  @Given('description')
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
  source!: TypeSource;

  @Flag('Whether the gateway knows the type without any configuration.')
  built_in!: boolean;

  @Shown('headline', 'Video ready')
  headline!: string;

  @Shown('emoji', '✅')
  emoji!: string;

  @Shown('tone', 'success')
  tone!: Tone;

  @Shown('subject', ['{{ data.parameters.platform | platform }}'])
  subject!: readonly string[];

  @Shown('facts', ['template **{{ data.parameters.template }}**'])
  facts!: readonly string[];

  @Shown('cause', '{{ data.error | error_line }}')
  cause!: string | null;

  @Shown('image', '{{ data.thumbnail_url }}')
  image!: string | null;

  @Parts(ActionView, ENTRY_SHAPES.actions.description)
  actions!: readonly ActionView[];

  @Shown('ends', true)
  ends!: boolean;

  @Shown('schema', { type: 'object', required: ['job_id'] })
  schema!: object | null;

  @Shown('on_mismatch', 'warn')
  on_mismatch!: MismatchPolicy;

  @Shown('description', 'The job has finished and its video can be watched.')
  description!: string;

  @Part(OverridesView, 'Names of the fields that are set, by source.')
  overrides!: OverridesView;

  @Whole('Revision of the entry of the API, for `If-Match`; 0: the API has no entry.', { example: 0 })
  revision!: number;

  @Instant('When the entry of the API was written last; null: the API has none.', { nullable: true })
  updated_at!: string | null;
}

const NAMES = { platform: { rakuten_tv: 'Rakuten TV' }, country: { latam: 'Latin America' } };
/** Answers write codes as they are compared: in lower case with single spaces. */
const SHOWN_NAMES = { platform: { 'rakuten tv': 'Rakuten TV' }, country: { latam: 'Latin America' } };

/** The body of `PUT /api/webhooks/event-types`. */
@ApiSchema({ name: 'ValueNamesRequest' })
export class ValueNamesRequest {
  @Shape(NAMES_TEXT, namesSchema(), { example: NAMES })
  values!: ValueNames;
}

@ApiSchema({ name: 'ValueNames', description: 'Names of values, by kind and code.' })
export class ValueNamesView {
  @Shape('The names in effect: those of the API win over those of the file.', namesSchema(), {
    example: SHOWN_NAMES,
  })
  names!: ValueNames;

  @Shape('The names that `events.values` in the file gives.', namesSchema(), { example: {} })
  file!: ValueNames;

  @Shape('The names that the API gives.', namesSchema(), { example: SHOWN_NAMES })
  api!: ValueNames;

  @Whole('Revision of the names of the API, for `If-Match`; 0: the API has none.', { example: 0 })
  revision!: number;
}

@ApiSchema({ name: 'ValueNamesAnswer' })
export class ValueNamesAnswer extends SuccessAnswer {
  @Part(ValueNamesView, 'The names as they are in effect now.')
  values!: ValueNamesView;
}

@ApiSchema({ name: 'EventTypesAnswer' })
export class EventTypesAnswer extends SuccessAnswer {
  @Part(ValueNamesView, 'Names of countries, platforms, genres and kinds of content.')
  values!: ValueNamesView;

  @Parts(EventTypeView, 'The types: the built-in ones in the order of a job, then the others by name.')
  event_types!: EventTypeView[];
}

@ApiSchema({ name: 'EventTypeAnswer' })
export class EventTypeAnswer extends SuccessAnswer {
  @Part(EventTypeView, 'The type as it is in effect.')
  event_type!: EventTypeView;
}

@ApiSchema({ name: 'EventTypeSavedAnswer' })
export class EventTypeSavedAnswer extends EventTypeAnswer {
  @ListOf(
    { type: 'string' },
    'Templates of the entry that read data which neither the schema nor a stored event of the type has.',
    {
      example: [
        'subject[0]: No known invoice.paid event has data.custmer: the output is empty. Did you mean data.customer?',
      ],
    },
  )
  warnings!: string[];
}

@ApiSchema({ name: 'EventTypeRemovedAnswer' })
export class EventTypeRemovedAnswer extends SuccessAnswer {
  @Shape('The type as it is in effect now; null: it is not listed any more.', {
    oneOf: [{ $ref: '#/components/schemas/EventType' }, { type: 'null' }],
  })
  event_type!: EventTypeView | null;
}
