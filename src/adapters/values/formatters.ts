import { BoundedCache } from '../../modules/model/bounded-cache.js';

/** Locales and zones come from settings and templates: a full cache forgets all and starts anew. */
const KEPT = 200;

/**
 * Makes a constructor of `Intl` formatters that remembers them: making one costs 100 times as much as using it. An unknown
 * locale gives the English formatter, an unknown zone that of UTC.
 */
function remembered<Options extends object, Formatter extends object>(
  make: (locale: string, options: Options) => Formatter,
): (locale: string, options: Options) => Formatter {
  const cache = new BoundedCache<string, Formatter>(KEPT, (key) => {
    const [locale, options] = JSON.parse(key) as [string, Options];
    return firstOf(
      () => make(locale, options),
      () => make('en', options),
      () => make(locale, { ...options, timeZone: 'UTC' }),
      () => make('en', { ...options, timeZone: 'UTC' }),
    );
  });
  return (locale, options) => cache.get(JSON.stringify([locale, options]));
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

export const numberFormat = remembered(
  (locale, options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options),
);
export const dateFormat = remembered(
  (locale, options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options),
);
export const relativeFormat = remembered(
  (locale, options: Intl.RelativeTimeFormatOptions) => new Intl.RelativeTimeFormat(locale, options),
);
export const displayNames = remembered(
  (locale, options: Intl.DisplayNamesOptions) => new Intl.DisplayNames(locale, options),
);
