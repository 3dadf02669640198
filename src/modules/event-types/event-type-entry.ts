import { isObject } from '../../adapters/plain-value.js';
import { MISMATCH_POLICIES, STYLES, TONES, type EventType } from '../model/event-type.js';
import { EVENT_TYPE, EVENT_TYPE_MAX } from '../model/event.js';
import { nearest } from '../model/nearest.js';
import type { FieldFault } from '../model/refusal.js';
import { isActionEvent, reservedPrefixOf } from '../model/system-events.js';
import { schemaFault } from './data-check.js';
import { templateFaults } from './template-fault.js';

/** The fields that an operator sets for an event type; every other field keeps the value beneath. */
export type EventTypeEntry = Partial<Omit<EventType, 'type'>>;

/** An entry, or its faults: `malformed` where a field has the wrong form, else where a text or schema cannot be used. */
export type ReadEntry =
  | { readonly ok: true; readonly entry: EventTypeEntry }
  | { readonly ok: false; readonly malformed: boolean; readonly faults: readonly FieldFault[] };

/** Most entries of one source: of the API, or of the file. */
export const ENTRIES_MAX = 500;

/** Limits of an entry: entries of lists, UTF-16 units of texts. */
export const ENTRY_MAX = {
  headline: 200,
  emoji: 16,
  parts: 8,
  facts: 12,
  actions: 5,
  label: 40,
  template: 2_000,
  description: 500,
} as const;

/** Tells what is wrong with a value, as the rest of a sentence that begins with its name; null: nothing. */
type Rule = (value: unknown) => string | null;
/** Finds the faults of a value and of what it holds, each with its own place; `path` names the value. */
type Check = (value: unknown, path: string) => readonly FieldFault[];

const isText = (value: unknown, max: number, min = 1): value is string =>
  typeof value === 'string' && value.length >= min && value.length <= max;
const text =
  (max: number, min = 1): Rule =>
  (value) =>
    isText(value, max, min) ? null : `is a text of ${min} to ${max} characters`;
const oneOf =
  (words: readonly string[]): Rule =>
  (value) =>
    words.includes(value as string) ? null : `is one of ${words.join(', ')}`;
const orNull =
  (rule: Rule): Rule =>
  (value) =>
    value === null || rule(value) === null ? null : `${rule(value)}, or null`;
const by =
  (rule: Rule): Check =>
  (value, path) => {
    const fault = rule(value);
    return fault === null ? [] : [{ field: path, message: `${path} ${fault}.` }];
  };
const listOf =
  (entry: Check, count: number, what: string): Check =>
  (value, path) =>
    Array.isArray(value) && value.length <= count
      ? value.flatMap((one: unknown, at) => entry(one, `${path}[${at}]`))
      : [{ field: path, message: `${path} is a list of at most ${count} ${what}.` }];
const texts = (count: number): Check => listOf(by(text(ENTRY_MAX.template)), count, 'texts');

const ACTION_FIELDS: Readonly<Record<string, Rule>> = {
  label: text(ENTRY_MAX.label),
  url: text(ENTRY_MAX.template),
  style: (value) => (value === undefined || value === null ? null : oneOf(STYLES)(value)),
};
const action: Check = (value, path) => {
  if (!isObject(value)) return [{ field: path, message: `${path} is an object {label, url, style}.` }];
  const names = Object.keys(ACTION_FIELDS);
  const unknown = Object.keys(value).filter((name) => !names.includes(name));
  return [
    ...unknown.map((name) => noSuchField(`${path}.${short(name)}`, name, names)),
    ...Object.entries(ACTION_FIELDS).flatMap(([name, rule]) => by(rule)(value[name], `${path}.${name}`)),
  ];
};

const RULES: Readonly<Record<string, Check>> = {
  headline: by(text(ENTRY_MAX.headline)),
  emoji: by(text(ENTRY_MAX.emoji, 0)),
  tone: by(oneOf(TONES)),
  subject: texts(ENTRY_MAX.parts),
  facts: texts(ENTRY_MAX.facts),
  cause: by(orNull(text(ENTRY_MAX.template))),
  image: by(orNull(text(ENTRY_MAX.template))),
  actions: listOf(action, ENTRY_MAX.actions, 'objects {label, url, style}'),
  ends: by((value) => (typeof value === 'boolean' ? null : 'is true or false')),
  schema: by(orNull((value) => (isObject(value) ? null : 'is a JSON Schema: an object'))),
  on_mismatch: by(oneOf(MISMATCH_POLICIES)),
  description: by(text(ENTRY_MAX.description, 0)),
};

/** Names of the fields of an entry, as API and file write them. */
export const ENTRY_FIELDS: readonly string[] = Object.keys(RULES);

/** Tells why a name cannot be the type of an entry, as a sentence; null where it can. */
export function typeNameFault(type: string, builtIn: ReadonlyMap<string, EventType>): string | null {
  if (!EVENT_TYPE.test(type) || type.length > EVENT_TYPE_MAX)
    return `An event type is lower-case words of a-z, 0-9 and _ joined by dots, such as job.completed; at most ${EVENT_TYPE_MAX} characters, no patterns.`;
  // Requests of actions are emitted by the gateway; their texts are the operator's.
  if (reservedPrefixOf(type) === undefined || isActionEvent(type) || builtIn.has(type)) return null;
  return `${type} is reserved for events of the gateway itself. Choose another type, such as invoice.paid.`;
}

/** Reads the entry of a type, as API and file write it. A field that is left out keeps the value beneath. */
export function readEntry(type: string, given: unknown): ReadEntry {
  const plain = plainOf(given);
  if (!isObject(plain))
    return malformed([{ field: 'body', message: 'The entry of an event type must be a JSON object.' }]);
  const faults = Object.entries(plain).flatMap(([name, value]) => formFaults(name, value));
  if (faults.length > 0) return malformed(faults);
  const entry = entryOf(plain);
  const meaning = [...ownTypeFaults(type, plain), ...textFaults(entry), ...schemaFaults(entry)];
  return meaning.length > 0 ? { ok: false, malformed: false, faults: meaning } : { ok: true, entry };
}

/** Makes plain values of what a request holds: numbers with more digits than JavaScript keeps are rounded. */
function plainOf(given: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(given ?? null));
  } catch {
    return null;
  }
}

function malformed(faults: readonly FieldFault[]): ReadEntry {
  return { ok: false, malformed: true, faults };
}

function formFaults(name: string, value: unknown): readonly FieldFault[] {
  const check = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
  return check?.(value, name) ?? [noSuchField(short(name), name, ENTRY_FIELDS)];
}

function noSuchField(place: string, name: string, names: readonly string[]): FieldFault {
  const meant = nearest(name, names);
  const advice = meant === null ? `There are ${names.join(', ')}.` : `Did you mean ${meant}?`;
  return { field: place, message: `There is no field ${place}. ${advice}` };
}

/** Events of the gateway itself are never checked, so neither schema nor policy can be set for them. */
function ownTypeFaults(type: string, given: object): FieldFault[] {
  if (reservedPrefixOf(type) === undefined) return [];
  return ['schema', 'on_mismatch', 'ends']
    .filter((name) => Object.hasOwn(given, name))
    .map((field) => ({
      field,
      message: `${field} of ${type} cannot be changed: the gateway makes these events itself.`,
    }));
}

function textFaults(entry: EventTypeEntry): FieldFault[] {
  return templatesOf(entry).flatMap(({ field, source }) => templateFaults(source, field));
}

/** Lists the templates of an entry or a type with their fields: `facts[0]`. */
export function templatesOf({
  headline,
  subject = [],
  facts = [],
  cause,
  image,
  actions: links = [],
}: EventTypeEntry) {
  const single = { headline, cause, image };
  return [
    ...Object.entries(single).flatMap(([field, source]) =>
      typeof source === 'string' ? [{ field, source }] : [],
    ),
    ...subject.map((source, at) => ({ field: `subject[${at}]`, source })),
    ...facts.map((source, at) => ({ field: `facts[${at}]`, source })),
    ...links.flatMap(({ label, url }, at) => [
      { field: `actions[${at}].label`, source: label },
      { field: `actions[${at}].url`, source: url },
    ]),
  ];
}

function schemaFaults({ schema = null }: EventTypeEntry): FieldFault[] {
  const fault = schema === null ? null : schemaFault(schema);
  return fault === null ? [] : [{ field: 'schema', message: `schema ${fault}.` }];
}

function entryOf({ on_mismatch: onMismatch, ...given }: Readonly<Record<string, unknown>>): EventTypeEntry {
  const links = given['actions'] as readonly Record<string, unknown>[] | undefined;
  return {
    ...given,
    ...(onMismatch !== undefined && { onMismatch }),
    ...(links && { actions: links.map(({ style, ...link }) => ({ ...link, ...(style ? { style } : {}) })) }),
  } as EventTypeEntry;
}

function short(text: string): string {
  return text.slice(0, 64);
}
