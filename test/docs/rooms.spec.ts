import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const SRC = join(import.meta.dirname, '../../src');

/** Files of each folder that the build holds, by the path of the folder. */
function folders(): ReadonlyMap<string, readonly string[]> {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^(?!.*\.(spec|oracle)\.ts$).*\.ts$/.test(path),
  );
  return Map.groupBy(files, (path) => dirname(path));
}

const commentsOf = (paths: readonly string[] = []): string =>
  paths.flatMap((path) => readFileSync(join(SRC, path), 'utf8').match(/\/\*\*[^]*?\*\//g) ?? []).join('\n');

/** A room whose module has a comment. */
const hasModule = (paths: readonly string[]): boolean =>
  paths.some(
    (path) =>
      path.endsWith('.module.ts') && /\*\/\n@(Global|Module)/.test(readFileSync(join(SRC, path), 'utf8')),
  );

describe('Folders of src', () => {
  it('are each described by a comment: in their module, in one of their files, or in the folder above', () => {
    const all = folders();
    const isDescribed = (folder: string, paths: readonly string[]): boolean =>
      paths.length === 1 ||
      paths.some((path) => path.endsWith('.adapter.ts')) ||
      hasModule(paths) ||
      /\bth(is|e)[*\s]+(folder|room)\b/i.test(commentsOf(paths)) ||
      commentsOf(all.get(dirname(folder))).includes(`\`${basename(folder)}/\``);
    const silent = [...all].filter(
      ([folder, paths]) => !/^\.$|\/preview$/.test(folder) && !isDescribed(folder, paths),
    );
    expect(silent.map(([folder]) => folder)).toEqual([]);
  });
});
