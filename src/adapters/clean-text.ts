import { cut, fit, ELLIPSIS } from './fit.js';

/** Escape sequences of terminals, as render scripts print them. */
const COLOURS = /[\p{Cc}--[\n\t]]\[[0-9;]{0,20}m/gv;
const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/**
 * Characters that no message should carry: control characters, noncharacters, byte order marks, and the bidirectional
 * embeddings, overrides and isolates (Unicode UAX #9). These last reach past the value that contains them and can turn
 * the rest of a message around; without them right-to-left text still reads as it should, by its own letters.
 */
const UNWANTED =
  /[[\p{Cc}--[\n\t]]\p{Noncharacter_Code_Point}\u{202a}-\u{202e}\u{2066}-\u{206f}\u{feff}\u{fff9}-\u{fffb}]/gv;
/** A text of printable ASCII, as most texts of events are: nothing of it is unwanted. */
const PLAIN = /^[ -~]*$/;
/** A line of which nothing can be seen, such as one of Hangul fillers. */
const HOLLOW_LINE = /^[[\p{White_Space}\p{Default_Ignorable_Code_Point}]--\n]+$/gmv;
const VISIBLE = /[^\p{White_Space}\p{Default_Ignorable_Code_Point}]/u;

/**
 * Makes foreign text fit to show: well-formed, without {@link UNWANTED} characters, trimmed, at most `max`
 * UTF-16 units. Lines of which nothing can be seen are empty, as is a text without others.
 */
export function cleanText(text: string, max: number): string {
  // Cleaning shortens; four times the room is kept before it so that little is lost to what goes away.
  const head = cut(text, max * 4);
  const isPlain = PLAIN.test(head);
  const cleaned = (isPlain ? head : withoutUnwanted(head).replace(HOLLOW_LINE, '')).trim();
  if (isPlain ? cleaned === '' : !isVisible(cleaned)) return '';
  return fit(head.length < text.length ? cleaned + ELLIPSIS : cleaned, max);
}

/** True where at least one character of a text can be seen. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Cleans a stretch of a line: its white space stays, each run of it as one space. At most four times `max` units are read. */
export function cleanPart(text: string, max: number): string {
  return withoutUnwanted(cut(text, max * 4)).replace(/\s+/g, ' ');
}

function withoutUnwanted(text: string): string {
  return text.toWellFormed().replace(COLOURS, '').replace(LINE_ENDS, '\n').replace(UNWANTED, '');
}

/** Cleans as {@link cleanText} does, and puts the text on one line. */
export function cleanLine(text: string, max: number): string {
  return cleanText(text, max).replace(/\s+/g, ' ');
}

/**
 * Parts the backticks of a run by zero-width spaces, for a code block: a run of three would end the block and let
 * what follows be read as markup.
 */
export function breakBackticks(text: string): string {
  return text.replace(/`(?=`)/g, '`\u{200b}');
}

/** Replaces backticks, which would end a code span, by a modifier letter that looks the same. */
export function withoutBackticks(text: string): string {
  return text.replaceAll('`', '\u{02cb}');
}
