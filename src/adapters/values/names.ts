import { codeOfName, type NameKind } from '../../modules/model/value-names.js';
import { cleanLine } from '../clean-text.js';
import { lineOf } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { spelled } from '../spelling.js';
import { eachWritten } from './entries.js';
import { rememberedNames } from './formatters.js';
import type { Words } from './words.js';

/** Longest name, UTF-16 units. */
const LONGEST = 120;

/** Built-in names by kind; keys are codes in lower case, written with single spaces. */
const NAMES: Readonly<Record<Exclude<NameKind, 'country'>, Readonly<Record<string, string>>>> = {
  platform: {
    'amazon prime': 'Prime Video',
    'amazon prime video': 'Prime Video',
    amc: 'AMC+',
    'apple tv': 'Apple TV+',
    'apple tv plus': 'Apple TV+',
    'apple tv+': 'Apple TV+',
    appletv: 'Apple TV+',
    bbc: 'BBC iPlayer',
    disney: 'Disney+',
    'disney plus': 'Disney+',
    disneyplus: 'Disney+',
    hbo: 'HBO Max',
    'hbo max': 'HBO Max',
    hbomax: 'HBO Max',
    hulu: 'Hulu',
    imdb: 'IMDb',
    itunes: 'iTunes',
    mgm: 'MGM+',
    mubi: 'MUBI',
    paramount: 'Paramount+',
    'paramount plus': 'Paramount+',
    'pluto tv': 'Pluto TV',
    plutotv: 'Pluto TV',
    prime: 'Prime Video',
    'prime video': 'Prime Video',
    primevideo: 'Prime Video',
    'sky showtime': 'SkyShowtime',
    tiktok: 'TikTok',
    tubi: 'Tubi',
    youtube: 'YouTube',
  },
  genre: {
    lgbt: 'LGBTQ+',
    lgbtq: 'LGBTQ+',
    'rom com': 'Rom-Com',
    romcom: 'Rom-Com',
    'sci fi': 'Sci-Fi',
    scifi: 'Sci-Fi',
    'tv movie': 'TV Movie',
    'reality tv': 'Reality TV',
  },
  content_type: {
    movie: 'Movie',
    'tv show': 'TV Show',
    'tv shows': 'TV Shows',
    'tv series': 'TV Series',
    tv: 'TV',
    tvshow: 'TV Show',
    tvshows: 'TV Shows',
  },
};

/**
 * Writes a code as its name: `disney_plus` → `Disney+`, `true_crime` → `True Crime`. The operator's names go first, then the
 * built-in ones; other codes get title case, and texts that have capitals already stay as they are. Each of a list is named.
 */
export function nameOf(kind: Exclude<NameKind, 'country'>, value: unknown, words: Words): string {
  return eachWritten(value, (entry) => oneName(kind, entry, words));
}

function oneName(kind: Exclude<NameKind, 'country'>, value: unknown, words: Words): string {
  if (typeof value === 'boolean') return '';
  const own = words.names[kind] === undefined ? null : named(words.names[kind], lineOf(value, LONGEST));
  if (own !== null) return own;
  return typeof value === 'string' ? builtIn(value, kind) : writtenOut(lineOf(value, LONGEST), kind);
}

const builtIn = rememberedNames((text, kind) => writtenOut(lineOf(text, LONGEST), kind));

function writtenOut(text: string, kind: string): string {
  if (text === '' || isEmptyText(text)) return '';
  return own(NAMES[kind as keyof typeof NAMES], codeOfName(text)) ?? titleCase(text);
}

/** Finds the operator's name of a code, in any of its spellings; null where there is none. */
export function named(names: Readonly<Record<string, string>>, text: string): string | null {
  const name = own(names, codeOfName(text)) ?? own(names, text);
  return name === null ? null : cleanLine(name, LONGEST);
}

function own(names: Readonly<Record<string, string>>, key: string): string | null {
  return Object.hasOwn(names, key) ? (names[key] ?? null) : null;
}

/** Longest word of capitals alone that is a short form, such as `HBO` or `ITVX`. */
const SHORT_FORM = 5;

/** Writes a code as a title: `true_crime`, `TRUE_CRIME` → `True Crime`, `ai_shorts` → `AI Shorts`. A text with some capitals is somebody's spelling and stays. */
export function titleCase(text: string): string {
  const isShouted = !/\p{Ll}/u.test(text) && (text.includes('_') || text.length > SHORT_FORM);
  if (!isShouted && /\p{Lu}/u.test(text)) return text;
  return spelled(
    text
      .toLowerCase()
      .replace(/[\s_]+/g, ' ')
      .trim()
      .replace(
        /(^|[\s\-/(])(\p{Ll})/gu,
        (_, before: string, letter: string) => before + letter.toUpperCase(),
      ),
  );
}

/** A word of a code: small letters, or capitals, and digits. */
const CODE = /^(?:[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;

/** Writes a code as words: `rendering_video` → `Rendering video`. Any other text stays as it is; of an object it is the name. */
export function codeWords(value: unknown): string {
  return eachWritten(value, (entry) => {
    const text = lineOf(entry, LONGEST * 2);
    if (!CODE.test(text)) return isEmptyText(text) ? '' : text;
    const words = text.toLowerCase().replaceAll('_', ' ');
    return spelled(words.charAt(0).toUpperCase() + words.slice(1));
  });
}
