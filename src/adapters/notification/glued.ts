/** A space at which no line ends. */
export const NO_BREAK = '\u{a0}';

/** The space between a number and what belongs to it: the unit of a duration or a size, the half of a day. */
const UNIT = /(?<=\d) (?=(?:ms|s|min|h|d|[kMGTP]?B|[AP]M)(?![\p{L}\p{N}]))/gu;

/** Keeps numbers and their units together, so that on a narrow screen no line begins with `s` or `PM`. Only spaces change. */
export function glued(text: string): string {
  return text.replace(UNIT, NO_BREAK);
}
