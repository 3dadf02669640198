import { withEntities } from '../entities.js';
import { fit } from '../fit.js';
import { markupOf, type Rich, type Span } from '../notification/rich.js';
import { unlinked } from '../plain-lines.js';

/** Writes the characters that Pushover reads as HTML as entities. */
export function escapeHtml(text: string): string {
  return withEntities(text, /[&<>"]/g);
}

/** Escapes foreign text, at most `max` UTF-16 units once escaped; addresses in it stay plain text. */
export function plain(text: string, max: number): string {
  return fit(unlinked(text), max, escapeHtml);
}

/** Makes a link of at most `max` UTF-16 units; empty where the address leaves no room. */
export function linked(label: string, url: string, max: number): string {
  const link = `<a href="${escapeHtml(url)}">${plain(label, 100)}</a>`;
  return link.length <= max ? link : '';
}

/** Sets a text in bold, at most `max` UTF-16 units; empty where there is no room. */
export function bold(text: string, max: number): string {
  const inner = plain(text, max - 7);
  return inner === '' ? '' : `<b>${inner}</b>`;
}

/** Writes stretches of text as HTML of at most `max` UTF-16 units. */
export function htmlOf(rich: Rich, max: number): string {
  return markupOf(rich, max, partOf);
}

function partOf({ text, strong }: Span, max: number): string {
  return strong ? bold(text, max) : plain(text, max);
}
