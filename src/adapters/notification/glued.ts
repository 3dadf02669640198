/** A space at which no line ends. */
export const NO_BREAK = '\u{a0}';

/** Stands between the parts of a line. On a narrow screen a line may end with it, and none begins with it. */
export const SEPARATOR = `${NO_BREAK}· `;

/** The space between a number and what belongs to it: the unit of a duration or a size, the sign of a share, the half of a day. */
const UNIT = /(?<=\d) (?=(?:%|ms|s|min|h|d|[kMGTP]?B|[AP]M)(?![\p{L}\p{N}]))/gu;

/** The space before a separator. */
const BEFORE_SEPARATOR = / (?=· )/g;

/** Keeps numbers and their units together, and separators with what is before them, so that on a narrow screen no line begins with `s`, `PM` or `·`. Only spaces change. */
export function glued(text: string): string {
  return text.replace(UNIT, NO_BREAK).replace(BEFORE_SEPARATOR, NO_BREAK);
}

/** A space of a day or a time of day: `Jan 1`, `12:04 PM`. A line may end between the two, behind the comma. */
const WITHIN_MOMENT = /(?<!,) /g;

/** Keeps a day, and a time of day, on one line. Only spaces change. */
export function gluedMoment(text: string): string {
  return text.replace(WITHIN_MOMENT, NO_BREAK);
}

/** A letter that is read from right to left. */
const LETTER = '[\\p{sc=Arabic}\\p{sc=Hebrew}\\p{sc=Syriac}\\p{sc=Thaana}\\p{sc=Nko}]';
const BEGINS = new RegExp(`^\\P{L}*${LETTER}`, 'u');
const ENDS = new RegExp(`${LETTER}[^\\p{L}\u{200e}]*$`, 'u');

/** True for a text whose first letter is read from right to left. */
export function beginsRightToLeft(text: string): boolean {
  return BEGINS.test(text);
}

/** Ends the direction of a text that is read from right to left, so that numbers and signs behind it stay where they are written. */
export function closed(text: string): string {
  return ENDS.test(text) ? `${text}\u{200e}` : text;
}
