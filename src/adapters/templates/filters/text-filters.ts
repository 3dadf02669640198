import { cut } from '../../fit.js';
import { OUTPUT_MAX } from '../limits.js';
import { LimitReached } from '../run.js';
import type { Filter } from './filter.js';
import { textFilter } from './filter.js';

/** Filters that change texts. */
export const TEXT_FILTERS: readonly Filter[] = [
  textFilter(
    'append',
    'Adds a text at the end: "a" | append: "b" → ab',
    [1, 1],
    (text, [more = '']) => text + more,
  ),
  textFilter(
    'prepend',
    'Adds a text at the start: "b" | prepend: "a" → ab',
    [1, 1],
    (text, [more = '']) => more + text,
  ),
  textFilter(
    'capitalize',
    'First letter large, the rest small: "hello World" → Hello world',
    [0, 0],
    (text) => {
      const [first = ''] = text;
      return first.toUpperCase() + text.slice(first.length).toLowerCase();
    },
  ),
  textFilter('downcase', 'All letters small: "Action" → action', [0, 0], (text) => text.toLowerCase()),
  textFilter('upcase', 'All letters large: "us" → US', [0, 0], (text) => text.toUpperCase()),
  textFilter('strip', 'Takes white space off both ends', [0, 0], (text) => text.trim()),
  textFilter('lstrip', 'Takes white space off the start', [0, 0], (text) => text.trimStart()),
  textFilter('rstrip', 'Takes white space off the end', [0, 0], (text) => text.trimEnd()),
  textFilter('strip_newlines', 'Takes out line breaks', [0, 0], (text) => text.replace(/\r?\n/g, '')),
  textFilter('squish', 'Makes one line with single spaces', [0, 0], (text) =>
    text.replace(/\s+/g, ' ').trim(),
  ),
  textFilter(
    'replace',
    'Replaces a text everywhere: "a-b-c" | replace: "-", " " → a b c',
    [1, 2],
    (text, args) => replaced(text, args),
  ),
  textFilter('replace_first', 'Replaces a text where it stands first', [1, 2], (text, [from = '', to = '']) =>
    text.replace(from, () => to),
  ),
  textFilter('remove', 'Takes a text out everywhere', [1, 1], (text, [from = '']) =>
    replaced(text, [from, '']),
  ),
  textFilter('remove_first', 'Takes a text out where it stands first', [1, 1], (text, [from = '']) =>
    text.replace(from, () => ''),
  ),
  textFilter(
    'truncate',
    'Cuts a text to so many characters: "abcdef" | truncate: 4 → abc…',
    [0, 2],
    (text, args) => truncated(text, args),
  ),
  textFilter('truncatewords', 'Cuts a text to so many words', [0, 2], (text, [most = '15', end = '…']) => {
    const words = text.trim().split(/\s+/);
    const count = Math.max(1, Math.trunc(Number(most)) || 15);
    return words.length > count ? words.slice(0, count).join(' ') + end : text;
  }),
  textFilter('url_encode', 'Encodes a text as a part of a URL: "a b" → a%20b', [0, 0], (text) =>
    encodeURIComponent(text.toWellFormed()),
  ),
];

/** Replaces one text by another. @throws LimitReached where the result is too long for any template */
function replaced(text: string, [from = '', to = '']: readonly string[]): string {
  if (from === '') return text;
  const parts = text.split(from);
  if (text.length + (parts.length - 1) * (to.length - from.length) > OUTPUT_MAX * 16) {
    throw new LimitReached('The filter replace makes a text that is too long.');
  }
  return parts.join(to);
}

/** Cuts a text to a number of UTF-16 units with its end, between two graphemes. */
function truncated(text: string, [most = '50', end = '…']: readonly string[]): string {
  const room = Math.max(0, Math.trunc(Number(most)) || 0);
  return text.length <= room ? text : cut(text, room - end.length).trimEnd() + end;
}
