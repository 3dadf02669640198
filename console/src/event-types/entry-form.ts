import type { EventType, EventTypeEntry } from '../api/types.ts';
import { isJsonObject, parseJson } from '../api/exact-json.ts';
import { jsonFault } from '../messages/json-places.ts';
import { placeOf } from '../messages/marks.ts';

/** A button of the message, as the form holds it; an empty style means an ordinary one. */
export interface ActionRow {
  readonly label: string;
  readonly url: string;
  readonly style: '' | 'primary' | 'danger';
}

/** The values of the form: text where people write text. */
export interface TypeValues {
  readonly headline: string;
  readonly emoji: string;
  readonly tone: EventType['tone'];
  readonly subject: readonly string[];
  readonly facts: readonly string[];
  /** Empty: none. */
  readonly cause: string;
  /** Empty: none. */
  readonly image: string;
  readonly actions: readonly ActionRow[];
  readonly ends: boolean;
  /** JSON; empty: any object. */
  readonly schema: string;
  readonly on_mismatch: EventType['on_mismatch'];
  readonly description: string;
}

export type FieldName = keyof TypeValues;

/** Fields of the gateway's own events that cannot be changed. */
export const FIXED_OF_OWN: ReadonlySet<FieldName> = new Set(['schema', 'on_mismatch', 'ends']);

/** The form of a type that is not listed yet. Fields that stay as they are keep what the gateway makes of the name. */
export const NEW_TYPE: TypeValues = {
  headline: '',
  emoji: '🔔',
  tone: 'neutral',
  subject: [],
  facts: [],
  cause: '',
  image: '',
  actions: [],
  ends: false,
  schema: '',
  on_mismatch: 'warn',
  description: '',
};

/** Fills the form with a type as it is in effect. */
export function valuesOf(type: EventType): TypeValues {
  const { headline, emoji, tone, subject, facts, cause, image, ends, on_mismatch, description } = type;
  return {
    headline,
    emoji,
    tone,
    subject,
    facts,
    cause: cause ?? '',
    image: image ?? '',
    actions: type.actions.map(({ label, url, style }) => ({ label, url, style: style ?? '' })),
    ends,
    schema: type.schema === null ? '' : JSON.stringify(type.schema, null, 2),
    on_mismatch,
    description,
  };
}

const FIELDS = Object.keys(NEW_TYPE) as FieldName[];

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Names the fields that the entry will set: those that were changed, and those that it sets already and that are not reset. */
export function ownFields(
  values: TypeValues,
  start: TypeValues,
  { set, reset }: { readonly set: readonly string[]; readonly reset: ReadonlySet<FieldName> },
): readonly FieldName[] {
  return FIELDS.filter(
    (name) => !reset.has(name) && (set.includes(name) || !same(values[name], start[name])),
  );
}

/** Makes the entry as the API takes it. A schema that is no JSON object is left out: {@link schemaFault} tells it. */
export function entryOf(values: TypeValues, fields: readonly FieldName[]): EventTypeEntry {
  const usable = fields.filter((name) => name !== 'schema' || schemaFault(values.schema) === null);
  return Object.fromEntries(usable.map((name) => [name, sentOf(name, values)])) as EventTypeEntry;
}

function sentOf(name: FieldName, values: TypeValues): unknown {
  switch (name) {
    case 'subject':
    case 'facts':
      return values[name].filter(hasText);
    case 'actions':
      return values.actions.filter(hasAction).map(({ style, ...action }) => ({
        ...action,
        ...(style === '' ? {} : { style }),
      }));
    case 'cause':
    case 'image':
      return values[name].trim() === '' ? null : values[name];
    case 'schema':
      return values.schema.trim() === '' ? null : parseJson(values.schema);
    default:
      return values[name];
  }
}

const hasText = (text: string): boolean => text.trim() !== '';
const hasAction = ({ label, url }: ActionRow): boolean => hasText(label) || hasText(url);

/** Says why a text is no schema, with line and column; null where it is one, or empty. */
export function schemaFault(text: string): string | null {
  if (text.trim() === '') return null;
  const fault = jsonFault(text);
  if (fault !== null) {
    const { line, column } = placeOf(text, fault.offset);
    return `This is not JSON: line ${line}, column ${column}: ${fault.message}`;
  }
  return isJsonObject(parseJson(text)) ? null : 'A JSON Schema is a JSON object, such as {"type": "object"}.';
}

/** A fault of the API, under the name of its field: `subject[1]`, `actions[0].url`, `schema`. */
export interface EntryFault {
  readonly field: string;
  readonly message: string;
}

/** Puts faults beside the rows that they mean: empty rows are not sent, so the API counts without them. */
export function faultsByField(
  faults: readonly EntryFault[],
  values: TypeValues,
): ReadonlyMap<string, string> {
  return new Map(faults.map(({ field, message }) => [rowOf(field, values), message]));
}

function rowOf(field: string, { subject, facts, actions }: TypeValues): string {
  const [, list = '', at = '', rest = ''] = /^(subject|facts|actions)\[(\d+)\](.*)$/.exec(field) ?? [];
  if (list === '') return field;
  const used =
    list === 'actions' ? actions.map(hasAction) : (list === 'facts' ? facts : subject).map(hasText);
  const rows = used.flatMap((isUsed, row) => (isUsed ? [row] : []));
  return `${list}[${rows[Number(at)] ?? at}]${rest}`;
}
