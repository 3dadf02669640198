import { cleanPart, isVisible } from '../clean-text.js';
import { fit } from '../fit.js';
import { beginsRightToLeft, closed, glued, gluedMoment, SEPARATOR } from './glued.js';
import type { InstantStyle } from '../values/instants.js';

/** A stretch of text. Adapters escape `text`, and show `at` in the reader's zone where the platform can. */
export interface Span {
  readonly text: string;
  readonly strong?: true;
  /** Read and copied letter by letter: an id or an address. */
  readonly exact?: true;
  /** A point in time, Unix ms; `text` shows it for platforms that know no zones. */
  readonly at?: number;
  readonly style?: InstantStyle;
}

/** A line of text in stretches. */
export type Rich = readonly Span[];

/**
 * Names the zone behind the last time of lines that stand together; a distance (`4 minutes ago`) and a day need none. Platforms that know the zone
 * of the reader show the points in time instead of the text.
 */
export function zoned(lines: readonly Rich[], zone: string): readonly Rich[] {
  const isTime = ({ at, style }: Span): boolean =>
    at !== undefined && style !== 'relative' && style !== 'date';
  const last = lines.findLastIndex((line) => line.some(isTime));
  return lines.map((line, index) => {
    if (index !== last) return line;
    const place = line.findLastIndex(isTime);
    return line.map((span, at) => (at === place ? { ...span, text: `${span.text} ${zone}` } : span));
  });
}

/** Ends the direction of texts that are read from right to left, where what follows is not. */
export function inOrder(line: Rich): Rich {
  return line.map((span, at) =>
    beginsRightToLeft(textOf(line.slice(at + 1))) ? span : { ...span, text: closed(span.text) },
  );
}

/** Writes a line without its emphasis. */
export function textOf(rich: Rich): string {
  return rich.map(({ text }) => text).join('');
}

/**
 * Writes a line with `write` as far as whole spans fit into `max` UTF-16 units.
 *
 * @param write writes a span in at most `room` UTF-16 units, in the markup of a platform
 */
export function markupOf(rich: Rich, max: number, write: (span: Span, room: number) => string): string {
  let text = '';
  for (const span of rich) {
    const part = write(span, max - text.length);
    if (text.length + part.length > max) break;
    text += part;
  }
  return text;
}

/** Makes a line fit to show: clean, on one line, at most `max` UTF-16 units; empty where nothing of it can be seen. */
export function cleanRich(rich: Rich, max: number): Rich {
  const spans: Span[] = [];
  let room = max;
  for (const span of trimmed(rich.map((span) => ({ ...span, text: cleanPart(span.text, max) })))) {
    if (room <= 0) break;
    const text = fit(span.text, room);
    room -= text.length;
    // White space parts words; a stretch of characters of no width is nothing.
    if (text !== '' && (text.trim() === '' || isVisible(text)))
      spans.push({ ...span, text: span.at === undefined ? glued(text) : gluedMoment(text) });
  }
  return isVisible(textOf(spans)) ? merged(spans) : [];
}

/** Makes one stretch of emphasised neighbours: signs of emphasis that meet are read in another way. */
function merged(spans: readonly Span[]): Rich {
  const whole: Span[] = [];
  for (const span of spans) {
    const before = whole.at(-1);
    if (before && isEmphasis(before) && isEmphasis(span))
      whole.splice(-1, 1, { ...before, text: before.text + span.text });
    else whole.push(span);
  }
  return whole;
}

function isEmphasis({ strong, exact, at }: Span): boolean {
  return strong === true && exact === undefined && at === undefined;
}

/** Takes white space off both ends of a line. */
function trimmed(spans: readonly Span[]): readonly Span[] {
  const last = spans.length - 1;
  return spans
    .map((span, at) => {
      const begun = at === 0 ? span.text.trimStart() : span.text;
      return { ...span, text: at === last ? begun.trimEnd() : begun };
    })
    .filter(({ text }) => text !== '');
}

/** Matches the part of a cause before its first colon; a bracket that is open there makes it a part of data, such as `{code: 422}`. */
const CAUSE_HEAD = /^(?:[^:\n{}[\]]|\[[^:\n[\]]{0,38}\]){1,40}:(?= )/;

/** Parts a cause into what goes before its first colon, emphasised, and the rest: `Creatomate 422:` and the reason. */
export function causeSpans(cause: string): Rich {
  const head = CAUSE_HEAD.exec(cause)?.[0];
  return head ? [{ text: head, strong: true }, { text: cause.slice(head.length) }] : [{ text: cause }];
}

/** Joins lines by ` · `. */
export function joined(lines: readonly Rich[]): Rich {
  return lines.flatMap((line, at) => (at === 0 ? line : [{ text: SEPARATOR }, ...line]));
}
