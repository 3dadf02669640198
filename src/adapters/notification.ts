import type { GatewayEvent } from '../modules/model/event.js';
import { cleanLine } from './clean-text.js';
import { durationText } from './duration.js';
import type { EventKind, Tone } from './event-kinds.js';
import { kindOf } from './event-kinds.js';
import { instantOf, plausible } from './instant.js';
import type { PlainObject } from './plain-value.js';
import { isObject, labelOf, lineOf, linesOf, numberOf, parseData } from './plain-value.js';
import { isEmptyText, makesSense } from './sense.js';
import { webLink } from './web-link.js';

/** One labelled value. Plain text: the adapters escape it. */
export interface Field {
  readonly label: string;
  readonly value: string;
  /** To be read and copied letter by letter (ids, addresses): shown in a fixed-width face. */
  readonly exact: boolean;
}

export interface Moment {
  readonly label: string;
  /** Unix ms. */
  readonly at: number;
}

/** What an event says to people, before any platform's markup. All texts are plain, clean and of bounded length. */
export interface Notification {
  /** `✅ StreamGank Job Completed` */
  readonly title: string;
  readonly tone: Tone;
  readonly message: string;
  /** The job and how it went, then what it was asked to do; most telling first. */
  readonly fields: readonly Field[];
  readonly error: string;
  /** `url` is null where the value is no http(s) address; then only the text can be shown. */
  readonly video: { readonly url: string | null; readonly text: string } | null;
  readonly moments: readonly Moment[];
  /** When it happened, Unix ms. */
  readonly at: number;
  /** Label and value of the lines under the title in a text-only rendering. */
  readonly lines: readonly Field[];
}

const LINE = 300;
const ERROR = 4000;
/** Most fields made of an event; adapters show fewer. Bounds the work on absurd data. */
const FIELDS = 250;

const PARAMETERS: readonly string[] = ['country', 'platform', 'genre', 'contentType', 'template'];
const LABELS: ReadonlyMap<string, string> = new Map([
  ['contentType', 'Content'],
  ['creatomate_id', 'Render ID'],
]);
const MOMENTS = [
  ['created_at', 'Created'],
  ['started_at', 'Started'],
  ['completed_at', 'Completed'],
  ['failed_at', 'Failed'],
] as const;
/** Names of data that has its place in the message, or repeats it. */
const PLACED = new Set([
  'job_id',
  'status',
  'parameters',
  'progress',
  'current_step',
  'video_url',
  'error',
  'message',
  'retry_count',
  'processing_duration_ms',
  'timestamp',
  ...MOMENTS.map(([name]) => name),
]);

/** Makes an event readable. Total: absurd data only makes the message shorter. */
export function notificationOf(event: GatewayEvent, brand: string): Notification {
  const data = parseData(event.data);
  const kind = kindOf(event.type);
  const name = cleanLine(brand, 60);
  const job = fieldOf('Job ID', data['job_id'], true);
  const duration = fieldOf('Duration', durationText(data['processing_duration_ms']));
  const video = videoOf(data['video_url']);
  const error = errorOf(data['error']);
  const videoLine = video ? [{ label: 'Video', value: video.url ?? video.text, exact: true }] : [];
  return {
    title: [kind.emoji, name, kind.headline].filter(Boolean).join(' '),
    tone: kind.tone,
    message: textIn(data['message'], 1000),
    fields: [job, fieldOf('Status', data['status']), duration, ...courseOf(data, kind), ...parametersOf(data)]
      .flat()
      .slice(0, FIELDS),
    error,
    video,
    moments: MOMENTS.flatMap(([key, label]) => {
      const at = instantOf(data[key]);
      return at === null ? [] : [{ label, at }];
    }),
    at: instantOf(event.timestamp) ?? plausible(event.acceptedAt) ?? 0,
    lines: [job, videoLine, fieldOf('Error', error), duration].flat(),
  };
}

function fieldOf(label: string, value: unknown, exact = false): Field[] {
  const text = isEmptyText(value) ? '' : lineOf(value, LINE);
  return text && !isEmptyText(text) ? [{ label, value: text, exact }] : [];
}

/** Reads a text of several lines; empty where it only stands for a missing value. */
function textIn(value: unknown, max: number): string {
  const text = linesOf(value, max);
  return isEmptyText(text) ? '' : text;
}

function videoOf(value: unknown): Notification['video'] {
  const text = lineOf(value, 1000);
  return text && !isEmptyText(text) ? { url: webLink(value), text } : null;
}

function errorOf(value: unknown): string {
  const message = isObject(value) ? textIn(value['message'], ERROR) : '';
  return message || textIn(value, ERROR);
}

/** Makes the fields of how the job went: retries, and where it stands or stopped. */
function courseOf(data: PlainObject, kind: EventKind): Field[][] {
  const retries = numberOf(data['retry_count']);
  const progress = numberOf(data['progress']);
  return [
    retries > 0 && Number.isInteger(retries) ? fieldOf('Retries', retries) : [],
    kind.showsProgress ? fieldOf('Step', data['current_step']) : [],
    kind.showsProgress && progress >= 0 && progress <= 100
      ? fieldOf('Progress', `${Math.round(progress)}%`)
      : [],
  ];
}

/** Makes the fields of what the job was asked to do: known parameters first, then the others, then data without a place. */
function parametersOf(data: PlainObject): Field[][] {
  const parameters = data['parameters'];
  if (!isObject(parameters)) return [fieldOf('Parameters', parameters), ...othersOf(data, PLACED)];
  const known = PARAMETERS.map((name) => named(name, parameters[name]));
  return [...known, ...othersOf(parameters, new Set(PARAMETERS)), ...othersOf(data, PLACED)];
}

function othersOf(values: PlainObject, placed: ReadonlySet<string>): Field[][] {
  return Object.keys(values)
    .filter((name) => !placed.has(name))
    .slice(0, FIELDS)
    .map((name) => named(name, values[name]));
}

function named(name: string, value: unknown): Field[] {
  if (!makesSense(name, value)) return [];
  const exact = name.endsWith('_id') || (typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(value));
  return fieldOf(LABELS.get(name) ?? (labelOf(name) || 'Other'), value, exact);
}
