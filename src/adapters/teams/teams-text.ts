import { fit } from '../fit.js';
import { SEPARATOR } from '../notification/glued.js';
import type { Rich } from '../notification/rich.js';

/** A character of no width. */
const APART = '\u{200b}';

/** A stretch of text, which Teams shows as it is written: no Markdown is read in it. */
export interface TextRun {
  type: 'TextRun';
  text: string;
  weight?: 'Bolder';
  size?: 'Medium' | 'Small';
  isSubtle?: true;
  fontType?: 'Monospace';
  selectAction?: OpenUrl;
}

export interface OpenUrl {
  type: 'Action.OpenUrl';
  title: string;
  url: string;
}

type Look = Pick<TextRun, 'size' | 'isSubtle' | 'fontType'>;

/** Breaks the braces that Adaptive Cards would read as a function: `{{DATE(…)}}`. */
export function withoutFunctions(text: string): string {
  return text.replace(/\{(?=\{)|\}(?=\})/g, `$&${APART}`);
}

/** Makes a stretch of text; `look` changes how it is shown. */
export function run(text: string, look: Omit<TextRun, 'type' | 'text'> = {}): TextRun {
  return { type: 'TextRun', text: withoutFunctions(text), ...look };
}

/** Writes stretches of text, at most `max` UTF-16 units of them. */
export function runsOf(rich: Rich, max: number, look: Look = {}): TextRun[] {
  let room = max;
  const runs: TextRun[] = [];
  for (const { text, strong, exact } of rich) {
    if (room <= 0) break;
    const part = fit(text, room);
    room -= part.length;
    const marks = {
      ...(strong ? { weight: 'Bolder' as const } : {}),
      ...(exact ? { fontType: 'Monospace' as const } : {}),
    };
    if (part !== '') runs.push(run(part, { ...look, ...marks }));
  }
  return runs;
}

/** Splits a text into at most `max` lines; what is more stands on the last one. Leading spaces stay, as spaces that are not collapsed. */
export function linesOf(text: string, max: number): string[] {
  const all = text.split('\n').filter((line) => line.trim() !== '');
  const lines = all.length <= max ? all : [...all.slice(0, max - 1), all.slice(max - 1).join(SEPARATOR)];
  return lines.map((line) => line.replace(/^[ \t]+/, (space) => '\u{a0}'.repeat(Math.min(space.length, 16))));
}

/** Begins what Markdown would make a list, a heading or a quotation of. */
const BLOCK = /^(\s*)(?:([-+#>])|(\d{1,9})([.)]))(?=\s|$|[#>])/;

/**
 * Escapes foreign text for a fact, which Teams reads as Markdown: at most `max` UTF-16 units once escaped. Lines become one; addresses
 * stay plain text.
 */
export function markdown(text: string, max: number): string {
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/(?<=:)(?=\/\/)/g, APART)
    .replace(
      BLOCK,
      (_, space: string, sign = '', number = '', dot = '') => `${space}${number}${APART}${sign}${dot}`,
    );
  return fit(line, max, (part) => withoutFunctions(part).replace(/[\\*_[\]~`<&]/g, String.raw`\$&`));
}
