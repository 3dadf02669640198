import { cleanLine } from '../../../adapters/clean-text.js';
import { isObject, parseData } from '../../../adapters/plain-value.js';
import { errorText } from '../../../adapters/values/error-text.js';

/** Longest class, UTF-16 units. */
const CLASS = 120;
const GAP = '…';

/** What differs between errors of one kind, in the order in which it is taken out. */
const PARTICULARS: readonly RegExp[] = [
  /"[^"]*"|'[^']*'(?!\p{L})|`[^`]*`|“[^”]*”/gu,
  /\b[a-z][a-z\d+.-]*:\/\/\S+/giu,
  /(?<![\p{L}\d])(?:[a-z]:)?[\\/][\w.@~-]+(?:[\\/][\w.@~-]*)+/giu,
  // Ids: words of letters and digits, or with long hexadecimal parts; codes such as H264 and E401 stay.
  /(?<![\p{L}\d_-])(?=[\w-]*\d)(?=[\w-]*[a-z_-])[\w-]{8,}(?![\p{L}\d_])/giu,
  // Numbers, but not the status of HTTP.
  /(?<![\p{L}\d_])(?![45]\d\d(?![\d.,:_]))\d[\d.,:_]*(?![\p{L}\d_])/gu,
  /(?<=[^\p{L}\d_])\d+(?:\.\d+)?(?=(?:ms|s|m|h|kb|mb|gb|%)\b)/giu,
];

/**
 * Returns the class of an event's error: its telling line without what differs between errors of one kind (quoted texts, addresses, paths,
 * ids, numbers). Null: the event tells of no error.
 *
 * @param data of the event, JSON
 */
export function errorClassOf(data: string): string | null {
  const { error, reason } = parseData(data);
  const { line } = errorText(error ?? (isObject(reason) ? null : reason));
  const general = PARTICULARS.reduce((text, pattern) => text.replaceAll(pattern, GAP), line);
  const text = cleanLine(general.replaceAll(/…(?:[\s,]*…)+/g, GAP), CLASS);
  return text.replaceAll(GAP, '').trim() === '' ? null : text;
}
