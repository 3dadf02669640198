import type { FieldChoice, MessageOptions } from '../../modules/model/message-options.js';
import { cleanLine } from '../clean-text.js';
import { fit } from '../fit.js';
import { durationText } from '../duration.js';
import type { PlainObject } from '../plain-value.js';
import { isObject, labelOf, lineOf, numberOf } from '../plain-value.js';
import { isEmptyText, makesSense } from '../sense.js';
import { country } from '../values/country.js';
import { instant, type ShownInstant } from '../values/instants.js';
import { nameOf } from '../values/names.js';
import type { Words } from '../values/words.js';
import { webLink } from '../web-link.js';
import { joined, textOf, type Rich, type Span } from './rich.js';
import { TIMELINE_NAMES } from './timeline.js';

/** One labelled value of the data. Plain text: the adapters escape it. */
export interface Field {
  /** Name in the data, without `parameters.`. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** To be read and copied letter by letter (ids, addresses): shown in a fixed-width face. */
  readonly exact: boolean;
  /** A point in time, Unix ms, where the value is one. */
  readonly at?: number;
}

/** The video of a job; `url` is null where the value is no http(s) address, and only the text can be shown. */
export interface Video {
  readonly url: string | null;
  readonly text: string;
}

/** Longest value, UTF-16 units. */
const LINE = 300;
/** Most fields made of an event; adapters show fewer. Bounds the work on absurd data. */
const FIELDS = 250;
/** Most fields of a message that shows a choice of them. */
const CHOSEN = 6;

const PARAMETERS: readonly string[] = ['country', 'platform', 'genre', 'contentType', 'template'];
const LABELS: ReadonlyMap<string, string> = new Map([
  ['contentType', 'Content'],
  ['creatomate_id', 'Render ID'],
]);
/** Names of data that has its place in the message, or repeats it. */
const PLACED: ReadonlySet<string> = new Set([
  'job_id',
  'status',
  'parameters',
  'progress',
  'current_step',
  'video_url',
  'thumbnail_url',
  'error',
  'message',
  'retry_count',
  'processing_duration_ms',
  'timestamp',
  ...TIMELINE_NAMES,
]);
/** Names of data that other parts of a message show, so that only `full` repeats them. */
const SHOWN_ELSEWHERE: ReadonlySet<string> = new Set([
  'job_id',
  'status',
  'processing_duration_ms',
  ...PARAMETERS,
  'endpoint_id',
  'webhook_id',
  'reason',
  'held',
  'failing_ms',
  'next_step',
  'expired',
]);

/** Makes all fields of an event: the job and how it went, then what it was asked to do, then the rest of the data. */
export function fieldsOf(data: PlainObject, jobId: string, words: Words): readonly Field[] {
  const job = jobId ? [{ name: 'job_id', label: 'Job ID', value: jobId, exact: true }] : [];
  return [
    ...job,
    ...fieldOf('status', 'Status', data['status']),
    ...fieldOf('processing_duration_ms', 'Duration', durationText(data['processing_duration_ms'])),
    ...courseOf(data),
    ...parametersOf(data, words),
  ].slice(0, FIELDS);
}

/**
 * Chooses the fields of a message by the endpoint's options. Without a choice of its own, `full` shows all, `standard` a few that
 * the message does not show already, and `compact` these only where it says nothing else.
 *
 * @param make makes all fields; called only where some are shown
 */
export function chosenFields(
  make: () => readonly Field[],
  { detail, fields: choice }: Pick<MessageOptions, 'detail' | 'fields'>,
  said: {
    readonly headline: string;
    readonly subject: string;
    readonly cause: string;
    readonly facts: readonly Rich[];
  },
): readonly Field[] {
  const wanted = choice.show === null ? defaultsOf(make, detail, said) : byNames(make(), choice.show);
  const hidden = new Set(choice.hide.map(plainName));
  const kept = wanted.filter(({ name }) => !hidden.has(name));
  const first = choice.show === null ? byNames(kept, choice.order) : [];
  return [...first, ...kept.filter((field) => !first.includes(field))].map((field) =>
    labelled(field, choice),
  );
}

function defaultsOf(
  make: () => readonly Field[],
  detail: MessageOptions['detail'],
  { headline, subject, cause, facts }: Parameters<typeof chosenFields>[2],
): readonly Field[] {
  if (detail === 'compact' && (cause !== '' || facts.length > 0)) return [];
  const all = make();
  if (detail === 'full') return all;
  const said = wordsOf([headline, subject, cause, ...facts.map(textOf)].join(' '));
  return all
    .filter(({ name, value }) => !SHOWN_ELSEWHERE.has(name) && !said.includes(wordsOf(value)))
    .slice(0, CHOSEN);
}

/** Writes the words of a text so that whole words of another can be found in it. */
function wordsOf(text: string): string {
  return ` ${text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()} `;
}

function byNames(fields: readonly Field[], names: readonly string[]): readonly Field[] {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return [...new Set(names.map(plainName))].flatMap((name) => byName.get(name) ?? []);
}

/** Names of parameters are taken with and without the object they stand in. */
function plainName(name: string): string {
  return name.replace(/^(data\.)?(parameters\.)?/, '');
}

function labelled(field: Field, { labels }: FieldChoice): Field {
  const key = Object.keys(labels).find((name) => plainName(name) === field.name);
  const label = key === undefined ? '' : cleanLine(labels[key] ?? '', 60);
  return label === '' ? field : { ...field, label };
}

/** Reads the address of the video; null where the data has none. */
export function videoOf(value: unknown): Video | null {
  const text = lineOf(value, 1000);
  return text && !isEmptyText(text) ? { url: webLink(value), text } : null;
}

function fieldOf(name: string, label: string, value: unknown, exact = false): Field[] {
  const text = isEmptyText(value) ? '' : lineOf(value, LINE);
  return text && !isEmptyText(text) ? [{ name, label, value: text, exact }] : [];
}

/** Makes the fields of how the job went: retries, and where it stands or stopped. */
function courseOf(data: PlainObject): readonly Field[] {
  const retries = numberOf(data['retry_count']);
  const progress = numberOf(data['progress']);
  const isUnderWay = !(progress >= 100);
  return [
    ...(retries > 0 && Number.isInteger(retries) ? fieldOf('retry_count', 'Retries', retries) : []),
    ...(isUnderWay ? fieldOf('current_step', 'Step', data['current_step']) : []),
    ...(progress >= 0 && progress < 100 ? fieldOf('progress', 'Progress', `${Math.round(progress)}%`) : []),
  ];
}

/** Makes the fields of what the job was asked to do: known parameters first, then the others, then data without a place. */
function parametersOf(data: PlainObject, words: Words): readonly Field[] {
  const parameters = data['parameters'];
  const placed = new Set(PARAMETERS);
  const asked = isObject(parameters)
    ? [
        ...PARAMETERS.flatMap((name) => named(name, parameters[name], words)),
        ...othersOf(parameters, placed, words),
      ]
    : fieldOf('parameters', 'Parameters', parameters);
  return [...asked, ...othersOf(data, PLACED, words)];
}

function othersOf(values: PlainObject, placed: ReadonlySet<string>, words: Words): readonly Field[] {
  return Object.keys(values)
    .filter((name) => !placed.has(name))
    .slice(0, FIELDS)
    .flatMap((name) => named(name, values[name], words));
}

function named(name: string, value: unknown, words: Words): Field[] {
  if (!makesSense(name, value)) return [];
  const exact = name.endsWith('_id') || (typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(value));
  const label = LABELS.get(name) ?? (labelOf(name) || 'Other');
  const time = timeIn(value, words);
  if (time) return [{ name, label, value: time.text, exact: false, at: time.at }];
  return fieldOf(name, label, exact ? value : inWords(name, value, words), exact);
}

/** Reads a date with a time of day, as programs write it; null for any other value. */
function timeIn(value: unknown, words: Words): ShownInstant | null {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value)) return null;
  const shown = instant(value, 'datetime', words);
  return typeof shown === 'string' ? null : shown;
}

/** Writes the values of known parameters in people's words. */
function inWords(name: string, value: unknown, words: Words): unknown {
  if (typeof value !== 'string') return value;
  if (name === 'country') return country(value, words);
  if (name === 'platform' || name === 'genre') return nameOf(name, value, words);
  return name === 'contentType' ? nameOf('content_type', value, words) : value;
}

/** Writes fields on one line: `Voice anna · Retries 3`. */
export function fieldLine(
  fields: readonly Field[],
  { label, value }: { readonly label: number; readonly value: number },
): Rich {
  return joined(fields.map((field) => [{ text: `${fit(field.label, label)} ` }, valueSpan(field, value)]));
}

function valueSpan({ value, exact, at }: Field, max: number): Span {
  const text = fit(value, max);
  if (at !== undefined) return { text, strong: true, at, style: 'datetime' };
  return exact ? { text, exact: true } : { text, strong: true };
}
