import type { Fault } from './outcome.js';

/** Length of the text of a class, UTF-16 units. */
const TEXT_MAX = 120;
/** Length of a message that is read, UTF-16 units. */
const READ_MAX = 1_000;

/** Placeholder of a particular. */
export const GAP = '…';

/** Particulars that differ between errors of one kind, in the order in which they are taken out. */
const PARTICULARS: readonly RegExp[] = [
  /"[^"]*"|'[^']*'(?!\p{L})|`[^`]*`|“[^”]*”/gu,
  /\b[a-z][a-z\d+.-]*:\/\/\S+/giu,
  /(?<![\p{L}\d])(?:[a-z]:)?[\\/][\w.@~-]+(?:[\\/][\w.@~-]*)+/giu,
  // Ids: words of letters and digits, or with long hexadecimal parts; codes such as H264 and E401 stay.
  /(?<![\p{L}\d_-])(?=[\w-]*\d)(?=[\w-]*[a-z_-])[\w-]{8,}(?![\p{L}\d_])/giu,
  // Short ids in hexadecimal; a letter and digits are a code, such as E40100.
  /(?<![\p{L}\d_-])(?=[a-f]*\d)(?=\d*[a-f])(?![a-f]\d+(?![\w-]))[\da-f]{6,7}(?![\p{L}\d_-])/giu,
  // Numbers, but not the status of HTTP.
  /(?<![\p{L}\d_])(?![45]\d\d(?![\d.,:_]))\d[\d.,:_]*(?![\p{L}\d_])/gu,
  /(?<=[^\p{L}\d_])\d+(?:\.\d+)?(?=(?:ms|s|m|h|kb|mb|gb|%)\b)/giu,
];

/** Takes out of a text what differs between errors of one kind: quoted texts, addresses, paths, ids and numbers. */
export function withoutParticulars(text: string): string {
  const general = PARTICULARS.reduce((rest, pattern) => rest.replaceAll(pattern, GAP), text);
  return general.replaceAll(/…(?:[\s,]*…)+/g, GAP);
}

/** Returns the class of an error: errors of one cause share it. It is the code and the message {@link withoutParticulars}. */
export function errorClass({ code, message }: Fault): string {
  const text = withoutParticulars(message.slice(0, READ_MAX)).replace(/\s+/g, ' ').trim();
  return text === '' ? code : `${code}: ${text.slice(0, TEXT_MAX)}`;
}
