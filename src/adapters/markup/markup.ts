import { markupOf, type Rich, type Span } from '../notification/rich.js';
import type { InstantStyle } from '../values/instants.js';

/**
 * Writes foreign text in the markup of a platform, so that its readers see it as it was written and nothing in it is markup, a link or
 * a mention. Every text that is returned has at most `max` UTF-16 units; an empty one stands where there is no room.
 *
 * This folder writes notifications for chats whose messages are text with markup: `parts.ts` lays out the parts of a message, `markdown.ts`
 * escapes for Markdown.
 */
export interface Markup {
  /** Writes a stretch of a line. */
  readonly plain: (text: string, max: number) => string;
  /** Writes a text of several lines. */
  readonly lines: (text: string, max: number) => string;
  /** Writes a stretch of a line with emphasis. */
  readonly bold: (text: string, max: number) => string;
  /** Writes what is read letter by letter: an id, an address. */
  readonly code: (text: string, max: number) => string;
  /** Writes a text of several lines as it is, in a face of fixed width. */
  readonly block: (text: string, max: number) => string;
  /** Writes an http(s) address as it stands in a link. */
  readonly address: (url: string) => string;
  /** Writes a link to an http(s) address, whose length is not part of `max`. */
  readonly link: (text: string, url: string, max: number) => string;
  /** Writes a moment (`at`, Unix ms) so that it is shown in the reader's zone. Absent where the platform knows none of the reader. */
  readonly time?: (at: number, style: InstantStyle, text: string) => string;
}

/** Writes stretches of text in at most `max` UTF-16 units of markup. */
export function richText(rich: Rich, max: number, markup: Markup): string {
  return markupOf(rich, max, (span, room) => spanText(span, Math.max(room, 0), markup));
}

function spanText(
  { text, strong, exact, at, style = 'datetime' }: Span,
  max: number,
  markup: Markup,
): string {
  if (at !== undefined && at > 0 && markup.time) return markup.time(at, style, text);
  if (exact) return markup.code(text, max);
  return strong ? markup.bold(text, max) : markup.plain(text, max);
}
