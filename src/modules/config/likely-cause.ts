import { commaParts } from './parse-list.js';

const MARKS = '"\'`“”‘’';
const OPENING = new RegExp(`^[${MARKS}]`, 'u');
const CLOSING = new RegExp(`[${MARKS}]$`, 'u');

/** A sentence with the likely cause, after a space, where text that cannot be read holds a typical slip; else empty. */
export function likelyCause(text: string): string {
  if (hasQuotedPart(text)) return ' The value holds quotation marks: remove them.';
  if (text.trim().includes('\n')) return ' The value has several lines: separate entries by commas.';
  return text.includes(';') ? ' The value holds a semicolon: separate entries by commas.' : '';
}

/** True where an entry of a list, or the value as a whole, begins or ends with a quotation mark. */
export function hasQuotedPart(text: string): boolean {
  return commaParts(text).some((part) => OPENING.test(part) || CLOSING.test(part));
}

/** True where quotation marks stand around the value. */
export function isQuoted(text: string): boolean {
  const value = text.trim();
  return value.length > 1 && OPENING.test(value) && CLOSING.test(value);
}
