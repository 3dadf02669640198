import { withEntities } from '../entities.js';
import { fit } from '../fit.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import type { InstantStyle } from '../values/instants.js';

/** A character of no width. After a sign it keeps Telegram from making a mention, a link or a command of what follows. */
const APART = '\u{200b}';

/** Writes the characters that Telegram's HTML reads as markup as entities. */
export function escapeHtml(text: string): string {
  return withEntities(text, /[&<>"]/g);
}

/** The end of a scheme, or the slash before a word: Telegram makes links and commands of what follows. */
const LINKED = /(?<=:)(?=\/\/)|(?<=(?:^|[\s(,;])\/)(?=[A-Za-z])/gm;

/** Escapes foreign text, at most `max` UTF-16 units once escaped; mentions, hashtags, commands and addresses in it stay plain text. */
export function plain(text: string, max: number): string {
  return fit(text.replace(LINKED, APART), max, (part) =>
    escapeHtml(part).replace(/[@#]/g, (sign) => `${sign}${APART}`),
  );
}

/** Makes a code span of at most `max` UTF-16 units of text. Telegram finds no mentions or links in it. */
export function code(text: string, max: number): string {
  return tagged('code', fit(text, max, escapeHtml));
}

/** Makes a block of code of at most `max` UTF-16 units of text. */
export function codeBlock(text: string, max: number): string {
  return tagged('pre', fit(text, max, escapeHtml));
}

/** Sets markup in a tag; empty where there is none. */
export function tagged(tag: string, inner: string): string {
  return inner === '' ? '' : `<${tag}>${inner}</${tag}>`;
}

/** Makes a link of an address and the markup of its text. */
export function linked(url: string, inner: string): string {
  return `<a href="${escapeHtml(url)}">${inner}</a>`;
}

const FORMATS: Readonly<Record<InstantStyle, string>> = {
  date: 'D',
  time: 't',
  datetime: 'dt',
  relative: 'r',
};

/** Writes a moment (`at`, Unix ms) so that Telegram shows it in the reader's zone, with `text` for clients that cannot. */
function time(at: number, style: InstantStyle, text: string): string {
  return `<tg-time unix="${Math.trunc(at / 1000)}" format="${FORMATS[style]}">${plain(text, 100)}</tg-time>`;
}

/** Writes stretches of text as HTML of at most `max` UTF-16 units. */
export function htmlOf(rich: Rich, max: number, localTimes: boolean): string {
  return markupOf(rich, max, (span, room) => partOf(span, room, localTimes));
}

function partOf(
  { text, strong, exact, at, style = 'datetime' }: Span,
  max: number,
  localTimes: boolean,
): string {
  const isTime = at !== undefined && localTimes && at > 0;
  const inner = isTime
    ? time(at, style, text)
    : exact
      ? code(text, max - 13)
      : plain(text, max - (strong ? 7 : 0));
  return strong && inner !== '' ? tagged('b', inner) : inner;
}

/** Measures a text as Telegram does, UTF-16 units: without tags, each entity as its character. */
export function shownLength(html: string): number {
  return html.replace(/<[^>]*>/g, '').replace(/&(?:amp|lt|gt|quot);/g, '.').length;
}
