import { cleanText } from '../clean-text.js';
import { cut, ELLIPSIS } from '../fit.js';
import { ERROR_MAX, errorMessage } from './error-message.js';
import { tellingLine } from './telling-line.js';

/** Longest first line, UTF-16 units: about two lines of a phone. */
const LINE = 200;

/** An error in two parts: the line that says why, and the other lines. Both are clean texts. */
export interface ErrorText {
  readonly line: string;
  readonly rest: string;
}

/**
 * Parts an error into the line that says why and the rest. An error is a text, or an object or a list that holds one. The line is the
 * first one, joined with the next where it is only a name or a code. A line of more than 200 units ends in an ellipsis, and the
 * rest has it whole, as it has the JSON or the page that the line was found in.
 */
export function errorText(value: unknown): ErrorText {
  const { text, beside, isPart } = errorMessage(value);
  const { line, used } = tellingLine(text.split('\n'));
  if (isPart) return { line: shortened(line), rest: cleanText(String(value), ERROR_MAX) };
  const lines = text.split('\n');
  const rest = [...(line.length > LINE ? lines : lines.filter((_, at) => !used.includes(at))), ...beside];
  return { line: shortened(line), rest: rest.length > 0 ? cleanText(rest.join('\n'), ERROR_MAX) : '' };
}

/** Cuts a line of more than 200 units between two words where there is a space in its last third, else between two characters. */
function shortened(line: string): string {
  if (line.length <= LINE) return line;
  const head = cut(line, LINE - ELLIPSIS.length);
  const space = head.lastIndexOf(' ');
  return (space > (LINE * 2) / 3 ? head.slice(0, space) : head).trimEnd() + ELLIPSIS;
}
