import { cleanLine } from '../clean-text.js';
import { fit } from '../fit.js';
import type { Picture } from './actions.js';
import type { Field } from './fields.js';
import { SEPARATOR } from './glued.js';
import { joined, textOf, type Rich } from './rich.js';

/** Longest cause of a compact message, two lines on a phone; its banner has more. */
const SHORT_CAUSE = 72;
/** Most lines of the text and of the fields of a compact message that says nothing else. */
const TEXT_LINES = { body: 3, fields: 2 } as const;
/** Lines of a compact message below its facts that are no actions. */
const QUIET_LINES = 1;

/** On a phone: letters of a line, and of one beside a picture; those that emoji and time add to a title; most lines of a compact message above its row of actions. */
const PHONE = { line: 38, besidePicture: 24, beside: 16, lines: 5 } as const;

/** Leaves out the last facts of a compact message where they have no room on a phone below its title and its cause; without a cause the first stays. */
export function factsOnPhone(
  facts: readonly Rich[],
  { title, cause, image }: { readonly title: string; readonly cause: string; readonly image: Picture | null },
): readonly Rich[] {
  const below = cause === '' ? QUIET_LINES : linesOf(cause);
  const room = PHONE.lines - linesOfTitle(title) - below;
  const wide = image === null ? PHONE.line : PHONE.besidePicture;
  const last = facts.findIndex((_, at) => linesOf(textOf(joined(facts.slice(0, at + 1))), wide) > room);
  return last === -1 ? facts : facts.slice(0, Math.max(last, cause === '' ? 1 : 0));
}

/** A word that is longer than a line of a phone. */
const LONG_WORD = /[!-~]{39,}/g;
/** An address with what leads to a place at its host, and the signs of the sentence behind it. */
const ADDRESS = /^(.*?https?:\/\/[^/?#]+[/?#]).*?([).,:;'"]*)$/i;

/** Shortens the long words of a text: an address to its host, any other word to its ends. */
export function withShortWords(text: string): string {
  return text.replace(LONG_WORD, (word) => {
    const [, host = '', end = ''] = ADDRESS.exec(word) ?? [];
    return host !== '' && host.length < PHONE.line
      ? `${host}…${end}`
      : `${word.slice(0, 18)}…${word.slice(-10)}`;
  });
}

/** Cuts a cause to two lines of a phone, between two words where the last one is no long one. */
export function shortCause(whole: string): string {
  const cut = cleanLine(whole, lengthWithin(whole, SHORT_CAUSE));
  if (cut === whole) return whole;
  const words = cut.slice(0, cut.lastIndexOf(' '));
  return words.length > SHORT_CAUSE / 2 ? `${words.trimEnd()}…` : cut;
}

/** Cuts the text of a compact message that says nothing else to three lines of a phone. */
export function shortBody(whole: string): string {
  const lines = withShortWords(whole).split('\n').filter(Boolean);
  const kept: string[] = [];
  let room: number = TEXT_LINES.body;
  for (const line of lines) {
    if (room === 0) break;
    kept.push(fit(line, lengthWithin(line, room * PHONE.line)));
    room -= Math.min(linesOf(line), room);
  }
  const text = kept.join('\n');
  return kept.length === lines.length || text.endsWith('…') ? text : `${text} …`;
}

/**
 * Keeps the fields of a compact message that have room on a phone beside its title and its text, in two lines at most; no value takes
 * more than one. The first stays where there is no text.
 */
export function fieldsOnPhone(
  fields: readonly Field[],
  { title, body }: { readonly title: string; readonly body: string },
): readonly Field[] {
  const short = fields.map((field) =>
    field.at === undefined ? { ...field, value: shortValue(field.value) } : field,
  );
  const told = body.split('\n').reduce((sum, line) => sum + linesOf(line), 0);
  const left = PHONE.lines - linesOfTitle(title) - told;
  let room = PHONE.line * Math.min(left, TEXT_LINES.fields);
  const last = short.findIndex(({ label, value }, at) => {
    room -= widthOf(`${at === 0 ? '' : SEPARATOR}${label} ${value}`);
    return room < 0 && (at > 0 || body !== '');
  });
  return last === -1 ? short : short.slice(0, last);
}

/** Counts the lines of a phone that a text takes. */
function linesOf(text: string, letters: number = PHONE.line): number {
  return Math.ceil(widthOf(text) / letters);
}

/** Counts the lines of a title with its emoji and time. */
function linesOfTitle(title: string): number {
  return linesOf(`${title}${' '.repeat(PHONE.beside)}`);
}

function shortValue(value: string): string {
  const short = withShortWords(value);
  return fit(short, lengthWithin(short, PHONE.line));
}

/** Letters that are twice as wide as Latin ones: those of China, Japan and Korea. */
const WIDE =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\u{30fb}\u{30fc}\u{3000}-\u{303f}\u{ff01}-\u{ff60}]/gu;

/** Measures a text in Latin letters. */
function widthOf(text: string): number {
  return [...text].length + (text.match(WIDE)?.length ?? 0);
}

/** Returns the number of UTF-16 units of a text that fit into the width of `width` Latin letters. */
function lengthWithin(text: string, width: number): number {
  if (text.search(WIDE) === -1) return width;
  let length = 0;
  let room = width;
  for (const letter of text) {
    room -= widthOf(letter);
    if (room < 0) break;
    length += letter.length;
  }
  return length;
}
