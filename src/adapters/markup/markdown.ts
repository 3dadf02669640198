import { breakBackticks, isVisible, withoutBackticks } from '../clean-text.js';
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

/** Differences of a dialect of Markdown. */
export interface Dialect {
  /** Writes a stretch of foreign text that does not begin a line, in at most `max` UTF-16 units. */
  readonly plain: (text: string, max: number) => string;
  /** The sign on both sides of what is emphasised: `**`. */
  readonly strong: string;
  /** Signs that the dialect does not read within emphasis; absent where it reads escaped signs there too. */
  readonly notStrong?: RegExp;
  /** Signs that a label of a link cannot contain. A label with one stands before its link. */
  readonly notLabel: RegExp;
  /** Encodes what the dialect reads in an address before it looks for links. */
  readonly quietAddress?: (url: string) => string;
  readonly time?: Markup['time'];
}

/** Makes the markup of a dialect. Signs that would begin a heading, a list, a quotation or a block of code are parted from their line. */
export function markdownMarkup({
  plain,
  strong,
  notStrong,
  notLabel,
  quietAddress = (url) => url,
  time,
}: Dialect): Markup {
  const address = (url: string): string => parenthesised(quietAddress(url));
  const stretch = (text: string, max: number): string => plain(notBegun(text), max);
  return {
    plain: stretch,
    lines: (text, max) => linesText(text, max, stretch),
    bold: (text, max) =>
      notStrong?.test(text) ? stretch(text, max) : boldText(text, max, { plain: stretch, strong }),
    code,
    block: codeBlock,
    address,
    link: (text, url, max) => {
      const [label, href] = [stretch(text, max), address(url)];
      return notLabel.test(text) ? `${label} [↗](${href})` : `[${label}](${href})`;
    },
    ...(time ? { time } : {}),
  };
}

/** Matches the signs that make a heading, a list, a quotation, a rule or a table of the line that they begin. */
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

/**
 * Makes an address fit between parentheses: those in it stay where each pair is closed, as readers of Markdown expect; else they are
 * percent-encoded.
 */
function parenthesised(url: string): string {
  return /^[^()]*(\([^()]*\)[^()]*)*$/.test(url)
    ? url
    : url.replace(/[()]/g, (sign) => (sign === '(' ? '%28' : '%29'));
}

/** The address of a link. */
const ADDRESS = /\]\([^\s()]*(?:\([^\s()]*\)[^\s()]*)*\)/g;

/** Links as Slack writes them, which some chats read as well, also in code; and formulas, which some servers draw. */
const SLACK_LINK = /<[^\n<|>]+\|[^\n>]+>/g;
const FORMULA = /\$(?=\$|[^$\n]+\$(?!\w))/g;

/**
 * Replaces the bars and dollar signs that would make links and formulas of a whole text by letters that look the same. A dollar sign of
 * an address stays: clients read a link as a whole, and the sign before it is replaced.
 */
export function disarmed(markdown: string): string {
  const text = markdown.replace(SLACK_LINK, (link) => link.replace(/\\?\|/g, '\u{1c0}'));
  return withoutFormulas(text);
}

/** Replaces dollar signs until none of those that are left encloses a formula with another. */
function withoutFormulas(text: string): string {
  if (!text.includes('$')) return text;
  const addresses = [...text.matchAll(ADDRESS)].map(
    ({ 0: { length }, index }) => [index, index + length] as const,
  );
  const isInAddress = (at: number): boolean => addresses.some(([from, to]) => from <= at && at < to);
  const replaced = text.replace(FORMULA, (sign, at: number) => (isInAddress(at) ? sign : '\u{ff04}'));
  return replaced === text ? text : withoutFormulas(replaced);
}

/** Makes a label for a field where clients differ in whether they read Markdown in it: letters, digits and spaces alone. */
export function wordsOnly(label: string, max: number): string {
  const words = label.replace(/[^\p{L}\p{M}\p{N}\p{Zs}]+/gu, ' ').replace(/\s+/g, ' ');
  const fitted = fit(words.trim(), max);
  return isVisible(fitted) ? fitted : 'Field';
}

/** Parts the signs of mentions in a text that is read as no Markdown. */
export function quietly(text: string, max: number): string {
  return fit(text.replace(/@(?=\S|$)/g, `@${APART}`), max);
}
