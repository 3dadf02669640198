import type { Detail } from '../../modules/model/message-options.js';
import { isNear, isSameYear } from '../instant.js';
import { lineOf, type PlainObject } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { gluedMoment, NO_BREAK } from './glued.js';
import { instant, moment, type ShownInstant } from '../values/instants.js';
import type { Words } from '../values/words.js';
import { joined, type Rich, type Span } from './rich.js';
import type { Step } from './timeline.js';

/** Most characters of an id that a compact message shows whole, and how many of a longer one it shows at both ends. */
const SHORT = { max: 12, head: 4, tail: 6 } as const;

/** A place that no action leads to. */
export interface QuietLink {
  /** Name of the place, where a platform cannot make a link of the id: `Delivery`. */
  readonly label: string;
  /** An http(s) address. */
  readonly url: string;
}

/** The line for those who look something up. */
export interface QuietLine {
  /** Id of the job or endpoint, shortened in a compact message: `job_…abc123`; an empty text where there is none. */
  readonly id: string;
  /** Link of the id; null: it has none. */
  readonly link: QuietLink | null;
  /** Points in time with what happened then: `failed Jan 1, 2024, 12:05 PM`. */
  readonly times: readonly Rich[];
  /** Number of the times, at their beginning, that tell what the message has shown before: of a compact message alone. */
  readonly before: number;
}

interface QuietParts {
  /** Id of the job or endpoint. */
  readonly id: string;
  readonly link: QuietLink | null;
  readonly timeline: readonly Step[];
  /** Earlier steps that a compact message has shown, with short times. */
  readonly before: readonly Rich[];
  /** Whether the job is over with the event. */
  readonly ends: boolean;
  /** Time of the event, Unix ms. */
  readonly at: number;
  /** Time at which the gateway accepted the event, Unix ms; null where that is not known. */
  readonly acceptedAt: number | null;
  readonly words: Words;
  readonly detail: Detail;
}

/** Lists the parts of the line in order, for platforms that write the id like any other text. */
export function quietParts({ id, times }: Pick<QuietLine, 'id' | 'times'>): readonly Rich[] {
  return id ? [[{ text: id }], ...times] : times;
}

/**
 * Names the zone of a line's times, for platforms that know none of the reader: behind a single time, and at the end of the line where
 * there are several.
 */
export function withZone(line: readonly Rich[], zone: string): readonly Rich[] {
  const isTime = (part: Rich): boolean => part.some(({ at }) => at !== undefined);
  const times = line.filter(isTime).length;
  if (times !== 1) return times === 0 ? line : [...line, [{ text: zone }]];
  return line.map((part) => (isTime(part) ? [...part, { text: ` ${zone}` }] : part));
}

/**
 * Writes the time of a message that has no quiet line as the end of its title: ` · 12:04 PM UTC`. Empty where there is none.
 *
 * @param zone IANA name of the zone of times; null where the platform shows them in that of the reader
 */
export function titleTime({ when }: { readonly when: readonly Rich[] }, zone: string | null): Rich {
  return joined([[], ...(zone === null ? when : withZone(when, zone))]);
}

/** Finds the id for those who look something up: the job's, else the endpoint's. */
export function quietId(jobId: string, data: PlainObject): string {
  const endpoint = data['webhook_id'];
  return jobId || (isEmptyText(endpoint) ? '' : lineOf(endpoint, 300));
}

/** A line without anything. */
export const NO_QUIET_LINE: QuietLine = { id: '', link: null, times: [], before: 0 };

/** True for a line in which nothing would stand. */
export function isEmpty({ id, times }: QuietLine): boolean {
  return id === '' && times.length === 0;
}

/**
 * Makes the line for those who look something up: the id of the job or endpoint, and when it ended, which the title says too. Beyond
 * `compact`, the id is whole and the times are the whole timeline, with marks.
 */
export function quietLine(parts: QuietParts): QuietLine {
  const { id: whole, link, timeline, before, ends, at, acceptedAt, words, detail } = parts;
  const isShort = detail === 'compact';
  const id = isShort ? shortId(whole) : whole;
  if (timeline.length > 0 && !isShort) return { id, link, times: timesOf(timeline, words), before: 0 };
  const end = isShort ? endOf(timeline, at) : at;
  if (before.length > 0) {
    const now = ends && end > 0 ? [[span(end, 'time', words)]] : [];
    return { id, link, times: [...before, ...now], before: before.length };
  }
  const isRecent = isShort && acceptedAt !== null && isSameYear(end, acceptedAt);
  const shown = isRecent ? spanOf(moment(end, words)) : span(end, 'datetime', words);
  return { id, link, times: end > 0 ? [[shown]] : [], before: 0 };
}

/** Writes when an event was: the time of day, with the day where the gateway accepted the event much earlier or later. */
export function shortTime({
  timeline,
  at,
  acceptedAt,
  words,
}: Pick<QuietParts, 'timeline' | 'at' | 'acceptedAt' | 'words'>): readonly Rich[] {
  const end = endOf(timeline, at);
  const isSameDay = acceptedAt !== null && isNear(end, acceptedAt);
  return end > 0 ? [[span(end, isSameDay ? 'time' : 'datetime', words)]] : [];
}

/** Finds when the job ended; where it has not, the time of the event. */
export function endOf(timeline: readonly Step[], at: number): number {
  return timeline.findLast(({ ends }) => ends)?.at ?? at;
}

/** Shortens an id to both of its ends: `job_1704123456789_abc123` → `job_…abc123`. */
function shortId(id: string): string {
  const { max, head, tail } = SHORT;
  const characters = [...id];
  if (characters.length <= max || /\s/.test(id)) return id;
  return `${characters.slice(0, head).join('')}…${characters.slice(-tail).join('')}`;
}

/**
 * Labels times; one with the same day as the first shows the time of day alone.
 *
 * @param known a point in time near which a time needs no day, Unix ms; without it that of the first
 */
export function timesOf(
  steps: readonly Pick<Step, 'label' | 'at' | 'ok'>[],
  words: Words,
  known?: number,
): readonly Rich[] {
  return steps.map(({ label, at, ok }, index) => {
    const near = known === undefined ? index > 0 && isNear(at, steps[0]!.at) : isNear(at, known);
    const mark = { text: `${NO_BREAK}${ok ? '✓' : '✗'}` };
    return [{ text: `${label.toLowerCase()} ` }, span(at, near ? 'time' : 'datetime', words), mark];
  });
}

function span(at: number, style: 'time' | 'datetime', words: Words): Span {
  const shown = instant(at, style, words);
  return typeof shown === 'string' ? { text: shown } : spanOf(shown);
}

function spanOf({ text, at, style }: ShownInstant): Span {
  return { text: gluedMoment(text), at, style };
}
