import type { Detail } from '../../modules/model/message-options.js';
import { fit } from '../fit.js';
import type { PlainObject } from '../plain-value.js';
import { isObject, labelOf, lineOf, numberOf, withoutPercent } from '../plain-value.js';
import { isEmptyText, isMomentName, isNoTime, isTellingText, makesSense } from '../sense.js';
import { byteSize, duration, percent } from '../values/amounts.js';
import { country } from '../values/country.js';
import { instant, isDay, type ShownInstant } from '../values/instants.js';
import { codeWords, nameOf } from '../values/names.js';
import type { Words } from '../values/words.js';
import { webLink } from '../web-link.js';
import { closed, gluedMoment } from './glued.js';
import { joined, type Rich, type Span } from './rich.js';
import { TIMELINE_NAMES } from './timeline.js';

/** One labelled value of the data. Plain text: the adapters escape it. */
export interface Field {
  /** Name in the data, without `parameters.`. */
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** True for values that are copied letter by letter (ids, addresses): they are shown in a fixed-width face. */
  readonly exact: boolean;
  /** A point in time, Unix ms, where the value is one. */
  readonly at?: number;
  /** IANA name of the zone of that time, for platforms that know none of the reader. */
  readonly zone?: string;
}

/** The video of a job; `url` is null where the value is no http(s) address, and only the text can be shown. */
export interface Video {
  readonly url: string | null;
  readonly text: string;
}

/** Names of durations, in ms or s. */
const TOOK = /^(.*?)(?:_in)?_(ms|milliseconds|s|secs?|seconds)$/;
/** Names of ids. */
const ID = /(?:^|_)(?:id|uid|uuid|guid|sha|hash)$/;
/** Names of numbers of bytes. */
const SIZE = /_bytes$|^(file|video|audio|image)_size$/;
/** Longest value, UTF-16 units. */
const LINE = 300;
/** Most fields made of an event; adapters show fewer. Bounds the work on absurd data. */
const FIELDS = 250;

/** Most values within a value that are written. */
const WITHIN = 20;

/** Names of parameters that every job has, in the order in which people ask for them. */
export const PARAMETERS: readonly string[] = ['country', 'platform', 'genre', 'contentType', 'template'];
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
/** The title of a test says that it is one. */
const PLACED_IN_TESTS: ReadonlySet<string> = new Set([...PLACED, 'test']);
/** Names of {@link PLACED} that are fields beside it. */
const ALSO_FIELDS: ReadonlySet<string> = new Set([
  'job_id',
  'status',
  'parameters',
  'progress',
  'current_step',
  'retry_count',
  'processing_duration_ms',
]);

/** True for a name of data that messages show at a place of its own and never as a field: `error`, `video_url`. */
export function hasOwnPlace(name: string): boolean {
  return PLACED.has(name) && !ALSO_FIELDS.has(name);
}

/** Makes all fields of an event: the job and how it went, then what it was asked to do, then the rest of the data. */
export function fieldsOf(
  data: PlainObject,
  jobId: string,
  { words, detail }: { readonly words: Words; readonly detail: Detail },
): readonly Field[] {
  const job = jobId ? [{ name: 'job_id', label: 'Job ID', value: jobId, exact: true }] : [];
  return [
    ...job,
    ...fieldOf('status', 'Status', stateOf(data['status'])),
    ...fieldOf(
      'processing_duration_ms',
      'Duration',
      isNoTime(data['processing_duration_ms']) ? '' : duration(data['processing_duration_ms'], words),
    ),
    ...courseOf(data, words),
    ...parametersOf(detail === 'full' ? data : withNames(data), words),
  ].slice(0, FIELDS);
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
function courseOf(data: PlainObject, words: Words): readonly Field[] {
  const retries = numberOf(data['retry_count']);
  const share = data['progress'];
  const progress = numberOf(typeof share === 'string' ? withoutPercent(share) : share);
  const isUnderWay = !(progress >= 100);
  return [
    ...(retries > 0 && Number.isInteger(retries) ? fieldOf('retry_count', 'Retries', retries) : []),
    ...(isUnderWay ? fieldOf('current_step', 'Step', codeWords(data['current_step'])) : []),
    ...(progress >= 0 && progress < 100 ? fieldOf('progress', 'Progress', percent(progress, words)) : []),
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
  return [...asked, ...othersOf(data, data['test'] === true ? PLACED_IN_TESTS : PLACED, words)];
}

function othersOf(values: PlainObject, placed: ReadonlySet<string>, words: Words): readonly Field[] {
  return Object.keys(values)
    .filter((name) => !placed.has(name))
    .slice(0, FIELDS)
    .flatMap((name) => named(name, values[name], words));
}

/** @param depth levels of values within the value that are written in words, too */
function named(name: string, value: unknown, words: Words, depth = 1): Field[] {
  if (!makesSense(name, value)) return [];
  const snake = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1_$2').toLowerCase();
  const [, what = '', unit = ''] = TOOK.exec(snake) ?? [];
  const took = unit === '' ? '' : duration(unit.startsWith('m') ? value : numberOf(value) * 1000, words);
  if (took !== '') return fieldOf(name, labelOf(what) || 'Other', took);
  const size = SIZE.test(snake) ? byteSize(value, words) : '';
  if (size !== '') return fieldOf(name, labelOf(snake.replace(/_bytes$/, '')) || 'Other', size);
  const counts = countsIn(value);
  if (counts !== '') return fieldOf(name, labelOf(name) || 'Other', counts);
  const exact = ID.test(snake) || (typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(value));
  const label = LABELS.get(name) ?? (labelOf(name) || 'Other');
  if (isMomentName(name) && isDay(value)) return fieldOf(name, label, instant(value, 'date', words));
  const time = timeIn(name, value, words);
  if (time) return [{ name, label, value: time.text, exact: false, at: time.at, zone: words.zone }];
  if (isObject(value) && depth > 0) return fieldOf(name, label, within(value, words, depth - 1));
  return fieldOf(name, label, exact ? value : inWords(name, value, words), exact);
}

/** Writes the values within a value as fields are written: `{fps: 25, cuts_ms: 500}` → `FPS: 25, Cuts: 500 ms`. */
function within(values: PlainObject, words: Words, depth: number): string {
  const names = Object.keys(values);
  const parts = names.slice(0, WITHIN).flatMap((name) => named(name, values[name], words, depth));
  const told = parts.map(
    (field) => `${field.label}: ${isObject(values[field.name]) ? `{${field.value}}` : zonedValue(field)}`,
  );
  return [...told, ...(names.length > WITHIN ? ['…'] : [])].join(', ');
}

/** Names the objects of a list by their titles: `[{title: 'Heat', year: 1995}]` → `['Heat']`. */
function withNames(data: PlainObject): PlainObject {
  const entries = Object.entries(data).slice(0, FIELDS);
  return Object.fromEntries(entries.map(([name, value]) => [name, namesIn(value) ?? value]));
}

/** Lists the titles, names or messages of a list in which every entry has one; null for any other value. */
function namesIn(value: unknown): readonly string[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  const names = value.slice(0, FIELDS).map((entry: unknown) => {
    const { title, name, message } = isObject(entry) ? entry : {};
    return [title, name, message].find(isTellingText);
  });
  return names.every((name) => name !== undefined) ? names : null;
}

/** Writes a list of `{type: 'job.failed', count: 48}` as `48 × job.failed`; empty for any other value. */
function countsIn(value: unknown): string {
  if (!Array.isArray(value)) return '';
  const counts = value.slice(0, FIELDS).map((entry: unknown) => {
    const { count, ...rest } = isObject(entry) ? entry : {};
    const [what, ...more] = Object.values(rest);
    const text = more.length > 0 ? '' : lineOf(what, LINE);
    return numberOf(count) >= 0 && text !== '' ? `${lineOf(count, LINE)} × ${text}` : '';
  });
  return counts.includes('') ? '' : counts.join(', ');
}

/** A Unix time of 2001 or later, in s or ms. */
const UNIX_TIME = /^\s*[1-9](?:\d{9}|\d{12})(?:\.\d+)?\s*$/;

/** Reads a date with a time of day, as programs write it, or a Unix time under a name of one; null for any other value. */
function timeIn(name: string, value: unknown, words: Words): ShownInstant | null {
  const isDated = typeof value === 'string' && /^\d{4}-\d\d-\d\d[T ]\d\d:/.test(value);
  const isUnix =
    (typeof value === 'string' || typeof value === 'number') &&
    isMomentName(name) &&
    UNIX_TIME.test(String(value));
  if (!isDated && !isUnix) return null;
  const shown = instant(value, 'datetime', words);
  return typeof shown === 'string' ? null : shown;
}

/** Writes a state in words: `completed_with_issues` → `completed with issues`. */
function stateOf(value: unknown): unknown {
  return typeof value === 'string' ? value.replaceAll('_', ' ') : value;
}

/** Writes the values of known parameters in people's words. */
function inWords(name: string, value: unknown, words: Words): unknown {
  if (typeof value === 'boolean') return value;
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

/** Writes the value of a field, with the zone of a time. */
export function zonedValue({ value, zone }: Field): string {
  return zone === undefined ? value : `${value} ${zone}`;
}

function valueSpan(field: Field, max: number): Span {
  const { exact, at } = field;
  const text = fit(zonedValue(field), max);
  if (at !== undefined) return { text: gluedMoment(text), strong: true, at, style: 'datetime' };
  return exact ? { text, exact: true } : { text: closed(text), strong: true };
}
