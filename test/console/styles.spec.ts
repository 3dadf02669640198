import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(ROOT, 'console/src');
/** Components of Mantine that have styles of their own. */
const STYLED = new Set(
  readdirSync(join(ROOT, 'node_modules/@mantine/core/styles')).flatMap(
    (file) => /^(\w+)\.css$/.exec(file)?.[1] ?? [],
  ),
);
/** Components that are made of others. */
const MADE_OF: Readonly<Record<string, readonly string[]>> = {
  MultiSelect: ['Pill', 'PillsInput'],
  TagsInput: ['Pill', 'PillsInput'],
};

const read = (path: string): string => readFileSync(join(SOURCES, path), 'utf8');
const stylesIn = (code: string): readonly string[] =>
  [...code.matchAll(/^import '@mantine\/core\/styles\/(\w+)\.css';/gm)].map(([, name]) => name!);
const componentsIn = (code: string): readonly string[] => {
  const imports = [...code.matchAll(/^import \{([^}]*)\} from '@mantine\/core';/gm)];
  return imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
};

describe('Each file of the console', () => {
  it('imports the styles of the Mantine components that it uses, so that no page depends on one that was opened before', () => {
    const everywhere = stylesIn(read('styles.ts'));
    const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.tsx'),
    );
    const missing = files.flatMap((path) => {
      const code = read(path);
      const known = new Set([...everywhere, ...stylesIn(code)]);
      const needed = componentsIn(code).flatMap((name) => [name, ...(MADE_OF[name] ?? [])]);
      return needed.filter((name) => STYLED.has(name) && !known.has(name)).map((name) => `${path}: ${name}`);
    });
    expect(missing).toEqual([]);
  });
});
