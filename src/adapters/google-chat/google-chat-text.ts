import { withEntities } from '../entities.js';
import { fit } from '../fit.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';

const APART = '\u{200b}';

/** Colours of a cause, as near to readable on both themes as one colour can be. */
export const COLOURS = { failure: '#d93025', warning: '#b06000' } as const;

/** Writes the characters that cards read as HTML as entities. */
export function escapeHtml(text: string): string {
  return withEntities(text, /[&<>]/g);
}

/** Escapes foreign text for a paragraph, at most `max` UTF-16 units once escaped; addresses in it stay plain text. */
export function plain(text: string, max: number): string {
  return fit(unlinked(text), max, escapeHtml);
}

/** Escapes the lines of a text; they stay lines, and keep their indents. */
export function plainLines(text: string, max: number): string {
  const lines = fit(text, max)
    .split('\n')
    .filter((line) => line.trim() !== '');
  return lines
    .map((line) => line.trimEnd().replace(/^\s+/, (space) => '\u{a0}'.repeat(Math.min(space.length, 16))))
    .map((line) => escapeHtml(unlinked(line)))
    .join('<br>');
}

/**
 * Makes a text of at most `max` UTF-16 units for places of which the documents do not say whether HTML is read: characters of no width
 * part what would be a tag, an entity or a mention, and nothing is escaped.
 */
export function neutral(text: string, max: number): string {
  return fit(
    unlinked(text)
      .replace(/<(?=[a-z/!])/gi, `<${APART}`)
      .replace(/&(?=#?\w+;)/g, `&${APART}`),
    max,
  );
}

/** Sets markup in a colour. */
export function coloured(colour: string, inner: string): string {
  return inner === '' ? '' : `<font color="${colour}">${inner}</font>`;
}

/** Sets markup in bold. */
export function bold(inner: string): string {
  return inner === '' ? '' : `<b>${inner}</b>`;
}

/** Makes a link of foreign text; empty where the text is. */
export function linked(text: string, url: string): string {
  const inner = plain(text, 300);
  return inner === '' ? '' : `<a href="${withEntities(url, /[&<>"]/g)}">${inner}</a>`;
}

/** Writes stretches of text as HTML of at most `max` UTF-16 units. */
export function htmlOf(rich: Rich, max: number): string {
  return markupOf(rich, max, partOf);
}

function partOf({ text, strong }: Span, max: number): string {
  return strong ? bold(plain(text, max - 7)) : plain(text, max);
}
