import { commaParts } from './parse-list.js';

const MARKS = '"\'`“”‘’';
const OPENING = new RegExp(`^[${MARKS}]`, 'u');
const CLOSING = new RegExp(`[${MARKS}]$`, 'u');

/** Names the likely cause of an unreadable value, as a sentence after a space; empty when no typical slip is found. */
export function likelyCause(text: string): string {
  if (hasQuotedPart(text)) return ' The value holds quotation marks: remove them.';
  if (text.trim().includes('\n')) return ' The value has several lines: separate entries by commas.';
  return text.includes(';') ? ' The value holds a semicolon: separate entries by commas.' : '';
}

/** Tells whether the value, or an entry of the list in it, begins or ends with a quotation mark. */
export function hasQuotedPart(text: string): boolean {
  return commaParts(text).some((part) => OPENING.test(part) || CLOSING.test(part));
}

/** Tells whether quotation marks stand around the value. */
export function isQuoted(text: string): boolean {
  const value = text.trim();
  return value.length > 1 && OPENING.test(value) && CLOSING.test(value);
}
