import type { Detail } from '../../modules/model/message-options.js';
import { lineOf, type PlainObject } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { instant } from '../values/instants.js';
import type { Words } from '../values/words.js';
import type { Rich, Span } from './rich.js';
import type { Step } from './timeline.js';

/** Times within this span of the first are shown without their day, ms: half a day. */
const SAME_DAY = 43_200_000;

/** The line for those who look something up. */
export interface QuietLine {
  /** Id of the job or endpoint, read and copied letter by letter; an empty text where there is none. */
  readonly id: string;
  /** Points in time with what happened then: `failed Jan 1, 2024, 12:05 PM`. */
  readonly times: readonly Rich[];
}

/** Lists the parts of the line in order, for platforms that write the id like any other text. */
export function quietParts({ id, times }: QuietLine): readonly Rich[] {
  return id ? [[{ text: id }], ...times] : times;
}

interface QuietParts {
  readonly jobId: string;
  readonly data: PlainObject;
  readonly timeline: readonly Step[];
  /** Time of the event, Unix ms. */
  readonly at: number;
  readonly words: Words;
  readonly detail: Detail;
}

/**
 * Makes the line for those who look something up: the id of the job or endpoint, and when it ended. Beyond `compact`, the
 * times are the whole timeline, with marks.
 */
export function quietLine({ jobId, data, timeline, at, words, detail }: QuietParts): QuietLine {
  const endpoint = data['webhook_id'];
  const id = jobId || (isEmptyText(endpoint) ? '' : lineOf(endpoint, 300));
  const isShort = detail === 'compact';
  const steps = isShort ? timeline.filter(({ ends }) => ends).slice(-1) : timeline;
  if (steps.length > 0) return { id, times: timesOf(steps, words, !isShort) };
  return { id, times: at > 0 ? [[span(at, 'datetime', words)]] : [] };
}

/** Labels times; one with the same day as the first shows the time of day alone. */
function timesOf(steps: readonly Step[], words: Words, marked: boolean): readonly Rich[] {
  return steps.map(({ label, at, ok }, index) => {
    const near = index > 0 && Math.abs(at - steps[0]!.at) < SAME_DAY;
    const mark = marked ? [{ text: ok ? ' ✓' : ' ✗' }] : [];
    return [{ text: `${label.toLowerCase()} ` }, span(at, near ? 'time' : 'datetime', words), ...mark];
  });
}

function span(at: number, style: 'time' | 'datetime', words: Words): Span {
  const shown = instant(at, style, words);
  return typeof shown === 'string' ? { text: shown } : { text: shown.text, at: shown.at, style };
}
