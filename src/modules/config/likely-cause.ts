import { commaParts } from './parse-list.js';

const MARKS = '"\'`“”‘’';
const OPENING = new RegExp(`^[${MARKS}]`, 'u');
const CLOSING = new RegExp(`[${MARKS}]$`, 'u');

/** A sentence with the likely cause, after a space, where text that cannot be read holds a typical slip; else empty. */
export function likelyCause(text: string): string {
  if (commaParts(text).some((part) => OPENING.test(part) || CLOSING.test(part)))
    return ' The value holds quotation marks: remove them.';
  return text.includes(';') ? ' The value holds a semicolon: separate entries by commas.' : '';
}

/** True where quotation marks stand around the value. */
export function isQuoted(text: string): boolean {
  const value = text.trim();
  return value.length > 1 && OPENING.test(value) && CLOSING.test(value);
}
