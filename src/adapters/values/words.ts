/**
 * Values: the values of events in people's words (countries, platforms, durations, sizes, dates). Every function is pure and
 * total: a value that says nothing gives an empty text, and a value that is not understood is written as it is.
 */

import { NO_NAMES, type ValueNames } from '../../modules/model/value-names.js';

/** The reader's language and place. */
export interface Words {
  /** BCP 47 language tag: `en-GB`. */
  readonly locale: string;
  /** IANA time zone: `Europe/Berlin`. */
  readonly zone: string;
  /** The operator's names; they go before the built-in ones. */
  readonly names: ValueNames;
}

/** The words of a reader of whom nothing is known. */
export const PLAIN_WORDS: Words = { locale: 'en', zone: 'UTC', names: NO_NAMES };
