/** The line of an error that says why. */
interface TellingLine {
  readonly line: string;
  /** Places of the lines that it is made of. */
  readonly used: readonly number[];
}

/** Longest line that can be a mere name or code, UTF-16 units. */
const BARE_MAX = 100;
/** A name of an error alone: `TypeError`, `java.io.IOException`, `ECONNREFUSED`, `ERR_BAD_OPTION`. */
const NAME =
  /^(?:[\w$.]*(?:[Ee]rror|[Ee]xception|[Ff]ailure|[Ff]ault)|E[A-Z]{3,}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)$/;
/** A status of HTTP with who says so: `Creatomate 422`, `API error: 422 Unprocessable Entity`. */
const STATUS = /^(?<who>(?:[^:]{1,60}:? )?[1-5]\d\d)(?: \p{Lu}[\p{L}'-]*){0,4}$/u;
/** Lines of a stack, between a name and the message or below both. */
const FRAME = /^\s*(?:at \S.*|\.\.\. \d+ (?:more|common frames).*|[~^]+)$/;
/** Python writes the message below the stack. */
const TRACEBACK = /^Traceback \(most recent call last\):$/;

/** FFmpeg begins with its version and how it was built, and ends with the reason. */
const FFMPEG = /^ff(?:mpeg|probe|play) version \S/;
/** Node.js writes the whole command before what the program wrote. */
const COMMAND = /^(?:\w*Error: )?Command failed(?: with exit code \d+)?: \S/;
/** The last line of FFmpeg, where it had begun to write. */
const FFMPEG_END = /^Conversion failed!$/;

/**
 * Finds the line of an error that says why: the first; where that is only a name or a code, joined with the next line that is none of
 * the stack: `Creatomate 422: template "auto" needs 3 posters`. Of a traceback, of what FFmpeg writes, and of a failed command, it is the last line that is not indented.
 */
export function tellingLine(lines: readonly string[]): TellingLine {
  const first = (lines[0] ?? '').trim();
  if ([TRACEBACK, FFMPEG, COMMAND].some((form) => form.test(first))) return lastLine(lines, first);
  const head = bareHead(first);
  const next = head === null ? -1 : lines.findIndex((line, at) => at > 0 && isTold(line));
  if (head === null || next === -1) return { line: first, used: [0] };
  return { line: `${head}${separator(head)}${(lines[next] ?? '').trim()}`, used: [0, next] };
}

function lastLine(lines: readonly string[], first: string): TellingLine {
  const last = lines.findLastIndex(
    (line, at) => at > 0 && /^\S/.test(line) && !FFMPEG_END.test(line) && !isFrame(line),
  );
  return last === -1 ? { line: first, used: [0] } : { line: (lines[last] ?? '').trim(), used: [last] };
}

/** Returns what a line that tells no reason adds to the next one; null for a line that tells one. */
function bareHead(line: string): string | null {
  if (line === '' || line.length > BARE_MAX) return null;
  if (line.endsWith(':') || NAME.test(line)) return line;
  return STATUS.exec(line)?.groups?.['who'] ?? null;
}

/** True for a line of an error that is neither blank nor one of a stack. */
export function isTold(line: string): boolean {
  return line.trim() !== '' && !isFrame(line);
}

/** True for a line of a stack. */
export function isFrame(line: string): boolean {
  return FRAME.test(line);
}

/** One colon is enough in a line. */
function separator(head: string): string {
  if (head.endsWith(':')) return ' ';
  return head.includes(':') ? ' — ' : ': ';
}
