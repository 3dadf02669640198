import { fit } from '../fit.js';
import { code } from '../markup/markdown.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';

/** A line break within a paragraph. */
export const BREAK = '\\\n';

/** The dot or bracket after a number, of which Markdown would make a list, and the sign of an e-mail address. */
const NUMBERED = /^(\s*\d{1,9})(?=[.)])/;
const ADDRESS = /(?<=[\w.+-])(?=@\w)/g;

/** Puts a backslash before each sign of Markdown. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]{}<>~&|#+=:-]/g, String.raw`\$&`);
}

/** Escapes a line of foreign text, at most `max` UTF-16 units once escaped. Nothing in it becomes a link, a list or emphasis. */
export function plain(text: string, max: number): string {
  const line = unlinked(text).replace(NUMBERED, '$1\u{200b}').replace(ADDRESS, '\u{200b}');
  return fit(line, max, escapeMarkdown);
}

/** Escapes the lines of a text as {@link plain} does; they stay lines, and keep their indents. */
export function plainLines(text: string, max: number): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  let room = max;
  return lines
    .flatMap((line) => {
      const indented = line.trimEnd().replace(/^\s+/, (space) => '\u{a0}'.repeat(Math.min(space.length, 16)));
      const part = room > 0 ? plain(indented, room) : '';
      room -= part.length + BREAK.length;
      return part === '' ? [] : [part];
    })
    .join(BREAK);
}

/** Makes a link; the address is set in brackets, with a backslash before each sign that would end or change it. */
export function linked(label: string, url: string): string {
  // Readers of Markdown take a bracket and parentheses in a label for a link of their own, even where the bracket is escaped.
  const text = plain(label, 200).replace(/[()]/g, String.raw`\$&`);
  return `[${text}](<${url.replace(/[\\<>&`*_()[\]]/g, String.raw`\$&`)}>)`;
}

/** A sign at an end of a text: beside a letter outside, Markdown would not take the stars there for emphasis. */
const SIGN_FIRST = /^[\p{P}\p{S}]/u;
const SIGN_LAST = /[\p{P}\p{S}]$/u;

/**
 * Sets a text in bold; white space at its ends would keep the stars visible, and so would a sign, which a character of no width sets
 * apart.
 */
export function bold(text: string, max: number): string {
  const inner = /^\s|\s$/.test(text) || max < 8 ? '' : plain(text, max - 6);
  if (inner === '') return plain(text, max);
  const [before, after] = [SIGN_FIRST, SIGN_LAST].map((sign) => (sign.test(inner) ? '\u{200b}' : ''));
  return `**${before}${inner}${after}**`;
}

/** Writes stretches of text as Markdown of at most `max` UTF-16 units. */
export function markdownOf(rich: Rich, max: number): string {
  return markupOf(rich, max, partOf);
}

function partOf({ text, strong, exact }: Span, max: number): string {
  if (exact) return code(text, max);
  return strong ? bold(text, max) : plain(text, max);
}
