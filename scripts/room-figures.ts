/**
 * Counts files and lines of each room, and the sizes of its median and its largest file, specs left out, and prints them as a table in
 * Markdown. `node scripts/room-figures.ts [COMMIT]`; without one: the last commit. `--write` renews the table of docs/rooms.md instead.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';

const ROOMS_PAGE = join(import.meta.dirname, '../docs/rooms.md');
const isWriting = process.argv[2] === '--write';
const commit = isWriting ? 'HEAD' : (process.argv[2] ?? 'HEAD');
const counted = execFileSync('git', ['grep', '-c', '', commit, '--', 'src/*.ts'], { encoding: 'utf8' });
const files = [...counted.matchAll(/^.*:(src\/(?:modules\/)?(?:([^/\n]+)\/)?.*\.ts):(\d+)$/gm)]
  .filter(([, path = '']) => !/\.(spec|oracle)\.ts$/.test(path))
  .map(([, , room = 'start and composition', lines]) => ({ room, lines: Number(lines) }));

/** The cells of a row: name, number of files, lines, median and largest size. */
const row = (name: string, sizes: readonly number[]): string[] => {
  const sorted = sizes.toSorted((one, other) => one - other);
  const lines = sizes.reduce((sum, size) => sum + size, 0);
  const [median, largest] = [sorted[sorted.length >> 1], sorted.at(-1)];
  return [name, String(sizes.length), lines.toLocaleString('en'), String(median), String(largest)];
};

const rooms = [...Map.groupBy(files, ({ room }) => room)].toSorted();
const rows = [
  ...rooms.map(([room, own]) =>
    row(
      `\`${room}\``,
      own.map(({ lines }) => lines),
    ),
  ),
  row(
    'all',
    files.map(({ lines }) => lines),
  ),
];
const tableOf = (cells: readonly (readonly string[])[]): string =>
  cells.map((row) => `| ${row.join(' | ')} |`).join('\n');

if (isWriting) await writeInto(ROOMS_PAGE);
else
  console.log(
    tableOf([
      ['room', 'files', 'lines', 'median', 'largest'],
      ['----', '----:', '----:', '-----:', '------:'],
      ...rows,
    ]),
  );

/** Replaces the rows of the page's table of sizes; the columns of the first form stay. */
async function writeInto(page: string): Promise<void> {
  const text = readFileSync(page, 'utf8');
  const [table = '', heading = ''] =
    /(\| room [^\n]*first form[^\n]*\n\| -[^\n]*\n)(?:\|[^\n]*\n)+/.exec(text) ?? [];
  const firstForm = new Map(
    table.split('\n').map((line) => {
      const [, name = '', , , , , ...then] = line.split('|').map((cell) => cell.trim());
      return [name, then.slice(0, 3)];
    }),
  );
  const renewed = rows.map((cells) => [...cells, ...(firstForm.get(cells[0]!) ?? ['–', '–', '–'])]);
  const written = text.replace(table, () => `${heading}${tableOf(renewed)}\n`);
  writeFileSync(page, await format(written, { parser: 'markdown' }));
}
