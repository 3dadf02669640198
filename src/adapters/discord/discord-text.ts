import { withoutBackticks } from '../clean-text.js';
import { fit } from '../fit.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';
import type { InstantStyle } from '../values/instants.js';

/** Puts a backslash before every character of Discord's Markdown, also before `<` and `@` of mentions. */
export function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~|<>#[\]()`@]/g, String.raw`\$&`);
}

/** The colon before a name that Discord would make an emoji of: `:smile:`. */
const SHORTCODE = /:(?=[\w+-]+:)/g;
/** Beginning of a line that Discord would make a list of. */
const LIST = /^(\s*)([-+]|\d{1,9}[.)])(?=\s|$)/gm;

/**
 * Escapes foreign text for Markdown, at most `max` UTF-16 units once escaped. A character of no width keeps names between colons from
 * becoming emoji, lines from becoming lists, and addresses from becoming links.
 */
export function plain(text: string, max: number): string {
  return fit(
    unlinked(text).replace(SHORTCODE, ':\u{200b}').replace(LIST, '$1\u{200b}$2'),
    max,
    escapeDiscord,
  );
}

export function code(text: string, max: number): string {
  return `\`${fit(withoutBackticks(text), max - 2)}\``;
}

const STYLES: Readonly<Record<InstantStyle, string>> = { date: 'D', time: 't', datetime: 'f', relative: 'R' };

/** Writes a moment (`at`, Unix ms) so that Discord shows it in the reader's time zone and language. */
export function date(at: number, style: InstantStyle): string {
  return `<t:${Math.trunc(at / 1000)}:${STYLES[style]}>`;
}

/** Writes stretches of text as Markdown of at most `max` UTF-16 units. */
export function markdownOf(rich: Rich, max: number): string {
  return markupOf(rich, max, partOf);
}

function partOf({ text, strong, exact, at, style = 'datetime' }: Span, max: number): string {
  if (at !== undefined) return strong ? `**${date(at, style)}**` : date(at, style);
  if (exact) return code(text, max);
  const inner = strong ? plain(text, Math.max(max - 4, 0)) : '';
  return inner ? `**${inner}**` : plain(text, max);
}
