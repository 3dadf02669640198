import { withEntities } from '../entities.js';
import { fit } from '../fit.js';
import type { Markup } from '../markup/markup.js';

/** A character of no width. */
const APART = '\u{200b}';
/** Texts of which clients make mentions, rooms and addresses: each is parted after the match. */
const READ_ALOUD = /[@#](?=\S|$)|:(?=\/\/)|(?<![a-z\d])www(?=\.)|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/giu;

/** Writes the characters that HTML reads as markup as entities. */
export function escapeHtml(text: string): string {
  return withEntities(text, /[&<>"]/g);
}

/** Parts what clients would link or ping by themselves. */
export function parted(text: string): string {
  return text.replace(READ_ALOUD, `$&${APART}`);
}

function plain(text: string, max: number): string {
  return fit(parted(text), max, escapeHtml);
}

/** Sets markup in a tag; empty where there is none. */
export function tagged(tag: string, inner: string, attributes = ''): string {
  return inner === '' ? '' : `<${tag}${attributes}>${inner}</${tag}>`;
}

/** Writes lines that stay lines and keep their indents, at most `max` UTF-16 units of escaped text. */
function lines(text: string, max: number): string {
  return plain(text, max)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => line.trimEnd().replace(/^\s+/, (space) => '\u{a0}'.repeat(Math.min(space.length, 16))))
    .join('<br>');
}

/** The HTML that Matrix lets clients show. */
export const MARKUP: Markup = {
  plain,
  lines,
  bold: (text, max) => tagged('strong', plain(text, Math.max(max - 17, 0))),
  code: (text, max) => tagged('code', fit(text, Math.max(max - 13, 0), escapeHtml)),
  block: (text, max) => tagged('pre', tagged('code', fit(text, Math.max(max - 24, 0), escapeHtml))),
  address: (url) => url,
  link: (text, url, max) => tagged('a', plain(text, max), ` href="${escapeHtml(url)}"`),
};
