/**
 * Values: the values of events in people's words (countries, platforms, durations, sizes, dates). Every function is pure and
 * total: a value that says nothing gives an empty text, and a value that is not understood is written as it is.
 */

/** Kinds of codes that have names; operators add names to them. */
export type NameKind = 'country' | 'platform' | 'genre' | 'content_type';

/** Names by kind and by code, in lower case: `{platform: {rakuten: 'Rakuten TV'}}`. They go before the built-in ones. */
export type ValueNames = Readonly<Partial<Record<NameKind, Readonly<Record<string, string>>>>>;

/** The reader's language and place. */
export interface Words {
  /** BCP 47 language tag: `en-GB`. */
  readonly locale: string;
  /** IANA time zone: `Europe/Berlin`. */
  readonly zone: string;
  readonly names: ValueNames;
}

/** The words of a reader of whom nothing is known. */
export const PLAIN_WORDS: Words = { locale: 'en', zone: 'UTC', names: {} };
