import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const { dependencies, devDependencies, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'package.json'), 'utf8'),
) as Manifest;
const packages = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });

const [, table = ''] = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8').split('\n## Dependencies\n');
/** The names in the first column of the table: packages, and scopes as `@nestjs/*`. */
const named = [...table.matchAll(/^\| (`.*?) \|/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name),
);
const isNamed = (name: string): boolean => named.includes(name) || named.includes(name.replace(/\/.*/, '/*'));

describe('The table of dependencies', () => {
  it('says what each package of package.json is for, types apart', () => {
    const others = packages.filter((name) => !name.startsWith('@types/'));
    expect(others.filter((name) => !isNamed(name))).toEqual([]);
  });

  it('names no package that is not in package.json', () => {
    const isUsed = (name: string): boolean =>
      packages.some(
        (known) => known === name || (name.endsWith('/*') && known.startsWith(name.slice(0, -1))),
      );
    expect(named.filter((name) => !isUsed(name))).toEqual([]);
  });
});
