import { stripVTControlCharacters } from 'node:util';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const LIKE = [
  [new RegExp(UUID, 'g'), UUID],
  [/\d\d:\d\d:\d\d/g, String.raw`\d\d:\d\d:\d\d`],
  [/\b\d+ (ms|s|KiB|MiB)\b/g, String.raw`[\d.]+ $1`],
] as const;

/**
 * Names the first line of a page's output that a command has not printed, in that order; null where it has printed all. `…` stands for any
 * text of a line; ids, times of day, durations and sizes stand for others of their kind; any number of spaces is as good as another.
 */
export function missingLine(expected: string, printed: string): string | null {
  const left = printed.split('\n').map(plain);
  for (const line of expected.split('\n').filter((one) => one.trim() !== '')) {
    const pattern = patternOf(plain(line));
    const at = left.findIndex((one) => pattern.test(one));
    if (at < 0) return line;
    left.splice(0, at + 1);
  }
  return null;
}

/** A line without the colours of a terminal, and with one space where it has several. */
const plain = (line: string): string => stripVTControlCharacters(line).replaceAll(/\s+/g, ' ').trim();

function patternOf(line: string): RegExp {
  const parts = line
    .split('…')
    .map((part) =>
      LIKE.reduce(
        (text, [what, by]) => text.replaceAll(what, by),
        part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`),
      ),
    );
  return new RegExp(`^${parts.join('.*')}$`);
}
