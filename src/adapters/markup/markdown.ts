import { breakBackticks, withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';
import type { Markup } from './markup.js';

/** A character of no width. */
export const APART = '\u{200b}';
const NO_BREAK = '\u{a0}';

/** Makes a code span of at most `max` UTF-16 units. */
export function code(text: string, max: number): string {
  const inner = fit(withoutBackticks(text).trim(), max - 2);
  return inner === '' ? '' : `\`${inner}\``;
}

/** Makes a block of code of at most `max` UTF-16 units, fences included. */
export function codeBlock(text: string, max: number): string {
  const inner = fit(breakBackticks(text), max - 8);
  return inner === '' ? '' : `\`\`\`\n${inner}\n\`\`\``;
}

/** How a dialect of Markdown differs from others. */
export interface Dialect {
  /** Writes a stretch of foreign text that does not begin a line, in at most `max` UTF-16 units. */
  readonly plain: (text: string, max: number) => string;
  /** The sign on both sides of what is emphasised: `**`. */
  readonly strong: string;
  /** Makes an address fit between the parentheses of a link. */
  readonly href: (url: string) => string;
  readonly time?: Markup['time'];
}

/** Makes the markup of a dialect. Signs that would begin a heading, a list, a quotation or a block of code are parted from their line. */
export function markdownMarkup({ plain, strong, href, time }: Dialect): Markup {
  const stretch = (text: string, max: number): string => plain(notBegun(text), max);
  return {
    plain: stretch,
    lines: (text, max) => linesText(text, max, stretch),
    bold: (text, max) => boldText(text, max, { plain: stretch, strong }),
    code,
    block: codeBlock,
    link: (text, url, max) => linkText(stretch(text, max), href(url)),
    ...(time ? { time } : {}),
  };
}

/** What Markdown reads as the beginning of a heading, a list, a quotation, a rule or a table, where it begins a line. */
const BEGINNING = /^(\s*)(?=[-+=>#|*_~]|\d{1,9}[.)])/;

function notBegun(text: string): string {
  return text.replace(BEGINNING, `$1${APART}`);
}

/** Escapes lines; they stay lines, and keep their indents. */
function linesText(text: string, max: number, plain: Dialect['plain']): string {
  let room = max;
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => {
      const indented = line.trimEnd().replace(/^\s+/, (space) => NO_BREAK.repeat(Math.min(space.length, 16)));
      const part = room > 0 ? plain(indented, room) : '';
      room -= part.length + 1;
      return part === '' ? [] : [part];
    })
    .join('\n');
}

/** A letter or digit at both ends of a text. Other signs beside the stars would keep them from being read as emphasis. */
const SOLID = /^[\p{L}\p{N}](.*[\p{L}\p{N}])?$/su;

function boldText(text: string, max: number, { plain, strong }: Pick<Dialect, 'plain' | 'strong'>): string {
  const edge = SOLID.test(text) ? '' : APART;
  const room = max - 2 * (strong.length + edge.length);
  const inner = /^\s|\s$/.test(text) || room < 1 ? '' : plain(text, room);
  return inner === '' ? plain(text, max) : `${strong}${edge}${inner}${edge}${strong}`;
}

/** Sets a label before a link of its own where it holds brackets: readers of Markdown differ in which of them end the label. */
function linkText(label: string, href: string): string {
  return /[[\]]/.test(label) ? `${label} [↗](${href})` : `[${label}](${href})`;
}

/**
 * Makes an address fit between parentheses: those in it stay where each pair is closed, as readers of Markdown expect; else they are
 * percent-encoded.
 */
export function parenthesised(url: string): string {
  return /^[^()]*(\([^()]*\)[^()]*)*$/.test(url)
    ? url
    : url.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}
