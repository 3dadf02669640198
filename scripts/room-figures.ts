/**
 * Prints files, lines and the median size of each room, specs left out, as a table in Markdown. `node scripts/room-figures.ts [COMMIT]`; without
 * one: the last commit.
 */
import { execFileSync } from 'node:child_process';

const commit = process.argv[2] ?? 'HEAD';
const counted = execFileSync('git', ['grep', '-c', '', commit, '--', 'src/*.ts'], { encoding: 'utf8' });
const files = [...counted.matchAll(/^.*:(src\/(?:modules\/)?(?:([^/\n]+)\/)?.*\.ts):(\d+)$/gm)]
  .filter(([, path = '']) => !/\.(spec|oracle)\.ts$/.test(path))
  .map(([, , room = 'start and composition', lines]) => ({ room, lines: Number(lines) }));
const rooms = Map.groupBy(files, ({ room }) => room);
const row = (room: string, sizes: readonly number[]): string => {
  const sorted = sizes.toSorted((one, other) => one - other);
  const lines = sizes.reduce((sum, size) => sum + size, 0);
  return `| ${room} | ${sizes.length} | ${lines.toLocaleString('en')} | ${sorted[sorted.length >> 1]} | ${sorted.at(-1)} |`;
};

const sizes = [...rooms].toSorted().map(([room, files]) => [room, files.map(({ lines }) => lines)] as const);
console.log(
  [
    '| room | files | lines | median | largest |',
    '| ---- | ----: | ----: | -----: | ------: |',
    ...sizes.map(([room, own]) => row(`\`${room}\``, own)),
    row(
      'all',
      sizes.flatMap(([, own]) => own),
    ),
  ].join('\n'),
);
