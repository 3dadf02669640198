import { cleanText } from '../clean-text.js';
import { cut, ELLIPSIS } from '../fit.js';
import { isObject, linesOf } from '../plain-value.js';
import { isEmptyText } from '../sense.js';
import { tellingLine } from './telling-line.js';

/** Longest error that is read, UTF-16 units. */
const ERROR = 4000;
/** Longest first line, UTF-16 units: about two lines of a phone. */
const LINE = 200;

/** An error in two parts: the line that says why, and the other lines. Both are clean texts. */
export interface ErrorText {
  readonly line: string;
  readonly rest: string;
}

/**
 * Parts an error into the line that says why and the rest. An error is a text, or an object with a `message`. The line is the
 * first one, joined with the next where it is only a name or a code. A line of more than 200 units ends in an ellipsis, and the
 * rest has it whole.
 */
export function errorText(value: unknown): ErrorText {
  const message = isObject(value) ? textIn(value['message']) : '';
  const text = message || textIn(value);
  const { line, used } = tellingLine(text.split('\n'));
  if (line.length > LINE) return { line: shortened(line), rest: text };
  const rest = text.split('\n').filter((_, at) => !used.includes(at));
  return { line, rest: rest.length > 0 ? cleanText(rest.join('\n'), ERROR) : '' };
}

/** Cuts a line between two words where there is a space in its last third, else between two characters. */
function shortened(line: string): string {
  const head = cut(line, LINE - ELLIPSIS.length);
  const space = head.lastIndexOf(' ');
  return (space > (LINE * 2) / 3 ? head.slice(0, space) : head).trimEnd() + ELLIPSIS;
}

/** A truth value says that something failed or not, and not why. */
function textIn(value: unknown): string {
  if (typeof value === 'boolean') return '';
  const text = linesOf(value, ERROR);
  return isEmptyText(text) ? '' : text;
}
