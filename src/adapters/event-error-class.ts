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
  const { line } = errorText(error ?? (isObject(reason) ? null : reason));
  const text = cleanLine(withoutParticulars(line), CLASS);
  return text.replaceAll(GAP, '').trim() === '' ? null : text;
}
