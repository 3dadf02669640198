import { cleanLine } from './clean-text.js';
import { isObject, parseData } from './plain-value.js';
import { errorText } from './values/error-text.js';
import { GAP, withoutParticulars } from '../modules/model/error-class.js';

/** Longest class, UTF-16 units. */
const CLASS = 120;

/**
 * Returns the class of an event's error: its telling line without what differs between errors of one kind (quoted texts, addresses, paths,
 * ids, numbers). Null: the event tells of no error.
 *
 * @param data of the event, JSON
 */
export function errorClassOf(data: string): string | null {
  const { error, reason } = parseData(data);
  return classOfError(error ?? (isObject(reason) ? null : reason));
}

/** Returns the class of an error: a text, or an object with a text. Null: it has no word that errors of its kind share. */
export function classOfError(error: unknown): string | null {
  const { line } = errorText(error);
  const text = cleanLine(withoutParticulars(line), CLASS);
  return text.replaceAll(GAP, '').trim() === '' ? null : text;
}
