import { codeOfName } from '../../modules/model/value-names.js';
import { lineOf } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { eachWritten } from './entries.js';
import { rememberedFormats, rememberedNames } from './formatters.js';
import { named } from './names.js';
import type { Words } from './words.js';

/** Length of a country's name: as it is, `US` and `UK` for the longest, or the code alone. */
export type CountryStyle = 'long' | 'short' | 'code';

const LONGEST = 120;
/** Codes that ICU names and that have no flag: unknown, pseudo-languages, outlying Oceania, the eurozone. */
const NO_PLACES = new Set(['ZZ', 'XA', 'XB', 'QO', 'EZ']);
/** Names that people write and that CLDR does not have, in the form of {@link keyOf}. */
const ALIASES: Readonly<Record<string, string>> = {
  'great britain': 'GB',
  england: 'GB',
  usa: 'US',
  'united states of america': 'US',
  america: 'US',
  uae: 'AE',
  holland: 'NL',
  'czech republic': 'CZ',
  turkey: 'TR',
  korea: 'KR',
  'ivory coast': 'CI',
  macau: 'MO',
  'cabo verde': 'CV',
  swaziland: 'SZ',
  burma: 'MM',
};

const placeNames = rememberedFormats(
  (locale, style) =>
    new Intl.DisplayNames(locale, {
      type: 'region',
      style: style === 'short' ? 'short' : 'long',
      fallback: 'none',
    }),
);

/**
 * Writes a country with its flag: `us`, `USA`, `United States` → `🇺🇸 United States`, in the reader's language, and each of a list.
 * Any other text stays as it is; nothing gives an empty text.
 */
export function country(value: unknown, words: Words, style: CountryStyle = 'long'): string {
  return eachWritten(value, (entry) => oneCountry(entry, words, style));
}

function oneCountry(value: unknown, words: Words, style: CountryStyle): string {
  if (typeof value === 'boolean') return '';
  const own = words.names.country === undefined ? null : ownName(words.names.country, lineOf(value, LONGEST));
  if (own !== null) return [flag(value), own].filter(Boolean).join(' ');
  return typeof value === 'string'
    ? builtIn(value, `${words.locale} ${style}`)
    : writtenOut(lineOf(value, LONGEST), words.locale, style);
}

/** Finds the operator's name of a country by what the data says, else by its ISO code. */
function ownName(names: Readonly<Record<string, string>>, text: string): string | null {
  return named(names, text) ?? named(names, codeOf(text) ?? '');
}

const builtIn = rememberedNames((text, setting) => {
  const [locale = '', style = ''] = setting.split(' ');
  return writtenOut(lineOf(text, LONGEST), locale, style);
});

function writtenOut(text: string, locale: string, style: string): string {
  if (text === '' || isEmptyText(text)) return '';
  const code = codeOf(text);
  if (code === null) return text;
  return `${flagOf(code)} ${style === 'code' ? code : (placeNames(locale, style).of(code) ?? code)}`;
}

/** Writes the flag of a country; empty where the value is none. */
export function flag(value: unknown): string {
  const code = codeOf(lineOf(value, LONGEST));
  return code === null ? '' : flagOf(code);
}

/** Writes a code in regional indicator symbols, which platforms draw as a flag. */
function flagOf(code: string): string {
  return String.fromCodePoint(...[...code].map((letter) => 0x1f1a5 + letter.charCodeAt(0)));
}

let codes: ReadonlyMap<string, string> | null = null;

/** Finds the ISO 3166-1 code of a country's code, English name or usual short form; null for anything else. */
function codeOf(text: string): string | null {
  codes ??= new Map([...placeCodes(), ...Object.entries(ALIASES)]);
  return codes.get(keyOf(text)) ?? null;
}

/** Writes a name so that its spellings are one: `SOUTH_KOREA`, `U.S.A.`, `Trinidad & Tobago` → `south korea`, `usa`, `trinidad and tobago`. */
function keyOf(name: string): string {
  return codeOfName(
    name
      .normalize('NFD')
      .replace(/[.’'\p{Mn}]/gu, '')
      .replaceAll('&', ' and '),
  );
}

/**
 * Lists the codes that `Intl` has a name for, by code and by English name, whole and short, in the form of {@link keyOf}. A code that was
 * replaced (`UK`, `DD`) stands for the one in use.
 */
function placeCodes(): readonly (readonly [string, string])[] {
  const [names, shortNames] = [placeNames('en', 'long'), placeNames('en', 'short')];
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .flatMap((code) => {
      const name = NO_PLACES.has(code) ? undefined : names.of(code);
      if (name === undefined) return [];
      const inUse = new Intl.Locale(`und-${code}`).region ?? code;
      return [code, name, shortNames.of(code) ?? name].map((key) => [keyOf(key), inUse] as const);
    });
}
