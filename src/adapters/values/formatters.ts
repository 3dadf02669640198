import { BoundedCache } from '../../modules/model/bounded-cache.js';

/** Locales and zones come from settings and templates: a full cache forgets all and starts anew. */
const KEPT = 200;

/**
 * Makes a function that remembers the formatters of `Intl` it made: making one costs 100 times as much as using it. An unknown
 * locale gives the English formatter, an unknown zone that of UTC.
 *
 * This folder says values in words: `amounts.ts`, `instants.ts`, `country.ts` and `names.ts` by kind of value, `error-text.ts` the text of
 * an error; `words.ts` holds the words themselves.
 *
 * @param make makes the formatter of a locale, a zone (where it has one) and a form
 */
export function rememberedFormats<Formatter extends object>(
  make: (locale: string, form: string, zone: string) => Formatter,
): (locale: string, form: string, zone?: string) => Formatter {
  const cache = new BoundedCache<string, Formatter>(KEPT, (key) => {
    const [locale = '', form = '', zone = ''] = key.split('\n');
    return firstOf(
      () => make(locale, form, zone),
      () => make('en', form, zone),
      () => make(locale, form, 'UTC'),
      () => make('en', form, 'UTC'),
    );
  });
  return (locale, form, zone = 'UTC') => cache.get(`${locale}\n${form}\n${zone}`);
}

/** Gives the result of the first function that does not throw. */
function firstOf<T>(...attempts: readonly (() => T)[]): T {
  let fault: unknown;
  for (const attempt of attempts) {
    try {
      return attempt();
    } catch (error) {
      fault = error;
    }
  }
  throw fault;
}

/** Longest text whose name is remembered, UTF-16 units. */
const SHORT = 60;

/**
 * Remembers what a pure function makes of short texts, for codes that come with every event.
 *
 * @param make is given a text without line breaks and what else its result depends on
 */
export function rememberedNames(
  make: (text: string, setting: string) => string,
): (text: string, setting: string) => string {
  const cache = new BoundedCache<string, string>(1000, (key) => {
    const end = key.indexOf('\n');
    return make(key.slice(end + 1), key.slice(0, end));
  });
  return (text, setting) => (text.length > SHORT ? make(text, setting) : cache.get(`${setting}\n${text}`));
}
