import { byteSize, clock, decimal, duration, percent } from '../../values/amounts.js';
import type { CountryStyle } from '../../values/country.js';
import { country, flag } from '../../values/country.js';
import { errorText } from '../../values/error-text.js';
import {
  DATE_CODES,
  ShownInstant,
  dateByFormat,
  elapsed,
  instant,
  nearby,
  relative,
  unknownDateCode,
} from '../../values/instants.js';
import type { InstantStyle } from '../../values/instants.js';
import { zoneFault } from '../../../modules/model/locales.js';
import { instantOf } from '../../instant.js';
import { numberOf } from '../../plain-value.js';
import { codeWords, nameOf } from '../../values/names.js';
import type { Words } from '../../values/words.js';
import { FORMAT_WORK } from '../limits.js';
import type { Run } from '../run.js';
import type { Filter } from './filter.js';
import { numberIn } from './number-filters.js';

/** Filters that write values in people's words, in the endpoint's language and zone. Empty in, empty out. */
export const WORD_FILTERS: readonly Filter[] = [
  word(
    'country',
    'Country with its flag: "us" → 🇺🇸 United States; country: "short" → 🇺🇸 US; country: "code" → 🇩🇪 DE',
    1,
    (value, [style], run) =>
      country(value, run.words, oneOf<CountryStyle>(textOf(style, run), ['long', 'short', 'code'], 'long')),
    choice('long', 'short', 'code'),
  ),
  word('flag', 'Flag of a country: "us" → 🇺🇸', 0, (value) => flag(value)),
  word('platform', 'Name of a platform: "disney_plus" → Disney+', 0, (value, _, run) =>
    nameOf('platform', value, run.words),
  ),
  word('genre', 'Name of a genre: "sci_fi" → Sci-Fi', 0, (value, _, run) =>
    nameOf('genre', value, run.words),
  ),
  word(
    'content_type',
    'Name of a kind of content: "tv_shows" → TV Shows; content_type: data.parameters.genre leaves out a kind that the genre names',
    1,
    (value, [genre], run) => {
      const kind = nameOf('content_type', value, run.words);
      const said = genre === undefined ? '' : nameOf('genre', genre, run.words);
      return said.toLowerCase().includes(kind.toLowerCase()) ? '' : kind;
    },
  ),
  word(
    'words',
    'Code as words: "rendering_video" → Rendering video; other texts stay as they are',
    0,
    (value) => codeWords(value),
  ),
  word(
    'duration',
    'Milliseconds as a duration: 64000 → 1 min 4 s; duration: "s" takes seconds',
    1,
    (value, [unit], run) => duration(milliseconds(value, textOf(unit, run)), run.words),
    choice('ms', 's'),
  ),
  word(
    'clock',
    'Milliseconds as a clock shows them: 64000 → 1:04; clock: "s" takes seconds',
    1,
    (value, [unit], run) => clock(milliseconds(value, textOf(unit, run))),
    choice('ms', 's'),
  ),
  dated(
    'elapsed',
    'Duration between two times: data.started_at | elapsed: data.completed_at → 5 min 30 s',
    [1, 1],
    (value, [to], run) => duration(elapsed(value, to), run.words),
  ),
  word('bytes', 'Number of bytes as a size: 12400000 → 12.4 MB', 0, (value, _, run) =>
    byteSize(value, run.words),
  ),
  {
    name: 'size',
    text: 'Entries of a list or characters of a text; a number is taken as bytes: 12400000 → 12.4 MB',
    args: [0, 0],
    apply: (value, _, run) => {
      if (Array.isArray(value) || typeof value === 'string') return value.length;
      run.work(FORMAT_WORK);
      return byteSize(value, run.words);
    },
  },
  word(
    'number',
    'Number with separators and at most so many decimals, 2 where none is given: 1234567 → 1,234,567',
    1,
    (value, [digits], run) => decimal(value, run.words, digits === undefined ? 2 : numberIn(digits, run)),
  ),
  word(
    'percent',
    'Share of 100: 60 → 60%, 99.7 → 99.7%; a number gives the decimals',
    1,
    (value, [digits], run) =>
      percent(value, run.words, digits === undefined ? undefined : numberIn(digits, run)),
  ),
  {
    ...dated(
      'date',
      'Day of a time: 2024-01-01T12:05:00Z → Jan 1, 2024; date: "%Y-%m-%d" gives a form',
      [0, 2],
      (value, [format, zone], run) => {
        const there = inZone(run.words, textOf(zone, run));
        return format === undefined || format === ''
          ? instant(value, 'date', there)
          : dateByFormat(value, textOf(format, run).slice(0, 200), there);
      },
    ),
    check: (format, at) => {
      if (at > 0) return zoneObjection(format);
      const code = unknownDateCode(format);
      return code === null
        ? null
        : `The filter date does not know ${code}; accepted are ${DATE_CODES.join(' ')}.`;
    },
  },
  when(
    'time',
    'Time of day: 2024-01-01T12:05:00Z → 12:05 PM; time: "Europe/Berlin" takes another zone',
    'time',
  ),
  when('datetime', 'Day and time of day: 2024-01-01T12:05:00Z → Jan 1, 2024, 12:05 PM', 'datetime'),
  {
    ...dated(
      'moment',
      'Time of day, with the day where that is half a day or more from the event: 2024-01-01T12:05:00Z → 12:05 PM, or Jan 1, 12:05 PM; moment: "day" → 12:05 PM, or Jan 1',
      [0, 1],
      (value, [form], run) =>
        nearby(value, run.at, run.words, textOf(form, run) === 'day' ? 'date' : 'datetime'),
    ),
    check: choice('day'),
  },
  dated(
    'ago',
    'Distance from the event to a time: 4 minutes ago, in 2 hours; platforms that can count on from there',
    [0, 1],
    (value, [from], run) => relative(value, instantIn(from) ?? run.at, run.words),
  ),
  word(
    'error_line',
    'Line of an error that says why: the first, joined with the next where it is only a name or a code; the message within an object or JSON; the title of a page',
    0,
    (value) => errorText(value).line,
  ),
  word('error_rest', 'The other lines of an error', 0, (value) => errorText(value).rest),
];

/** Makes a filter of times, which also takes a time that another filter has shown. */
function dated(name: string, text: string, args: Filter['args'], apply: Filter['apply']): Filter {
  return {
    name,
    text,
    args,
    apply: (value, given, run) => {
      run.work(FORMAT_WORK + (typeof value === 'string' ? value.length : 0));
      return apply(value, given, run);
    },
  };
}

/** Makes a filter that writes a value; a time that another filter has shown arrives as text. */
function word(
  name: string,
  text: string,
  most: number,
  apply: Filter['apply'],
  check?: Filter['check'],
): Filter {
  const filter = dated(name, text, [0, most], (value, args, run) =>
    apply(value instanceof ShownInstant ? value.text : value, args, run),
  );
  return check ? { ...filter, check } : filter;
}

/** Writes an argument as text; empty where it is not given. */
function textOf(value: unknown, run: Run): string {
  return value === undefined ? '' : run.textOf(value);
}

function when(name: string, text: string, style: Exclude<InstantStyle, 'relative'>): Filter {
  const filter = dated(name, text, [0, 1], (value, [zone], run) =>
    instant(value, style, inZone(run.words, textOf(zone, run))),
  );
  return { ...filter, check: zoneObjection };
}

/** Says why a literal cannot be a time zone; an empty one is that of the endpoint. */
function zoneObjection(zone: string): string | null {
  return zone === '' || zoneFault(zone) === null
    ? null
    : `"${zone}" is not known here; accepted are IANA time zones such as "Europe/Berlin" and "UTC".`;
}

function choice(...accepted: readonly string[]): NonNullable<Filter['check']> {
  return (literal) =>
    accepted.includes(literal)
      ? null
      : `"${literal}" is not known here; accepted are ${accepted.map((one) => `"${one}"`).join(', ')}.`;
}

function oneOf<T extends string>(text: string, accepted: readonly T[], otherwise: T): T {
  return accepted.find((one) => one === text) ?? otherwise;
}

function inZone(words: Words, zone: string): Words {
  return zone === '' ? words : { ...words, zone: zone.slice(0, 60) };
}

function instantIn(value: unknown): number | null {
  return value instanceof ShownInstant ? value.at : instantOf(value);
}

/** Reads a duration in its unit as ms. */
function milliseconds(value: unknown, unit: string): unknown {
  return unit === 's' ? numberOf(value) * 1000 : value;
}
