import type { Fault } from './outcome.js';

/** Length of the text of a class, UTF-16 units. */
const TEXT_MAX = 120;

/** What differs between errors of one cause, and what stands in its place. The order matters: parts of an id are digits too. */
const VARYING: readonly (readonly [pattern: RegExp, placeholder: string])[] = [
  [/(["'`“”‘’«»]).{0,200}?\1/gs, '…'],
  [/“[^”]{0,200}”|‘[^’]{0,200}’|«[^»]{0,200}»/g, '…'],
  [/\b[a-z][a-z0-9+.-]*:\/\/\S+/gi, 'URL'],
  [/(?:\/[\w.~%@+-]+){2,}\/?/g, 'PATH'],
  [/\b(?=[\w-]*\d)[\w-]{8,}\b/g, 'ID'],
  [/\d+(?:[.,:]\d+)*/g, 'N'],
];

/**
 * Returns the class of an error: errors of one cause share it. It is the code and the message without quoted texts, addresses, paths, ids
 * and numbers.
 */
export function errorClass({ code, message }: Fault): string {
  const text = VARYING.reduce(
    (rest, [pattern, placeholder]) => rest.replace(pattern, placeholder),
    message.slice(0, 1_000),
  );
  const plain = text.replace(/\s+/g, ' ').trim().toLowerCase().slice(0, TEXT_MAX);
  return plain === '' ? code : `${code}: ${plain}`;
}
