import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { LONG, SMALLER } from './long.js';

const ROOT = join(import.meta.dirname, '../..');
/** Everything that may import sizes of a run. */
const FILES = ['src', 'test'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => `${folder}/${path}`),
);
const IMPORTS = /from '(\.[^']+)\.[jt]s'/g;
const imported = new Map(
  FILES.map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return [path, [...text.matchAll(IMPORTS)].map(([, to]) => `${join(path, '..', to!)}.ts`)];
  }),
);
const specs = FILES.filter((path) => path.endsWith('.spec.ts'));
const matching = (patterns: readonly string[]): readonly string[] =>
  specs.filter((path) => patterns.some((pattern) => new RegExp(pattern).test(path)));

/** Tells whether a file imports sizes of a run, itself or through others. */
function isSized(path: string, seen = new Set<string>()): boolean {
  if (path === 'test/support/long-run.ts') return true;
  if (seen.has(path)) return false;
  seen.add(path);
  return (imported.get(path) ?? []).some((to) => isSized(to, seen));
}

describe('npm run test:faults', () => {
  it('runs every spec file that npm test makes smaller or leaves out', () => {
    const run = new Set([...matching(LONG), ...matching(SMALLER)]);
    expect(specs.filter((path) => isSized(path) && !run.has(path))).toEqual([]);
  });

  it.each([...LONG, ...SMALLER])('finds spec files by %s', (pattern) => {
    expect(matching([pattern]).length).toBeGreaterThan(0);
  });

  it('shares one spec file of test/faults with npm test, that of kills', () => {
    const quick = specs.filter((path) => !matching(LONG).includes(path));
    expect(quick.filter((path) => path.startsWith('test/faults/'))).toEqual(['test/faults/kill.spec.ts']);
  });
});
