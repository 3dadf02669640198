/**
 * Prints files, lines and the median size of each room, specs left out, as a table in Markdown. `node scripts/room-figures.ts [COMMIT]`; without
 * one: the last commit.
 */
import { execFileSync } from 'node:child_process';

const commit = process.argv[2] ?? 'HEAD';
const git = (...args: readonly string[]): string =>
  execFileSync('git', args, { encoding: 'utf8', maxBuffer: 1 << 28 });

const paths = git('ls-tree', '-r', '--name-only', commit, 'src')
  .split('\n')
  .filter((path) => /^(?!.*\.(spec|oracle)\.ts$).*\.ts$/.test(path));
const rooms = Map.groupBy(
  paths,
  (path) => /^src\/(?:modules\/)?([^/]+)\//.exec(path)?.[1] ?? 'start and composition',
);
const linesOf = (path: string): number => git('show', `${commit}:${path}`).split('\n').length - 1;
const row = (room: string, sizes: readonly number[]): string => {
  const sorted = sizes.toSorted((one, other) => one - other);
  const lines = sizes.reduce((sum, size) => sum + size, 0);
  return `| ${room} | ${sizes.length} | ${lines.toLocaleString('en')} | ${sorted[sorted.length >> 1]} | ${sorted.at(-1)} |`;
};

const sizes = [...rooms].toSorted().map(([room, files]) => [room, files.map(linesOf)] as const);
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
