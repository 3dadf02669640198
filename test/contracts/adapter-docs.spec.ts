import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { adapterDocs, adapterPage } from '../../scripts/adapter-docs.js';
import { fileOf } from '../support/adapter-folder.js';
import { ADAPTERS } from '../../src/adapters/registry.js';

const documented = ADAPTERS.map(({ type, about, fallback, conversations, mentions, ...adapter }) => ({
  type,
  ...about,
  fallback,
  modes: conversations?.modes ?? [],
  mentions: mentions !== undefined,
  rateLimits: adapter.rateLimits,
  usualRate: adapter.usualRate ?? null,
  maxConcurrency: adapter.maxConcurrency ?? null,
  isAnywhere: adapter.schemes !== undefined,
}));
const pages = await adapterDocs(documented);

const ROOT = join(import.meta.dirname, '../..');
/** Packages that an oracle imports and that judge nothing. */
const TOOLS: ReadonlySet<string> = new Set(['fast-check']);

/** Lists the packages that a module of the tests imports, and those of the modules of ours that it is made of. */
function packagesOf(path: string): readonly string[] {
  const imported = [...readFileSync(path, 'utf8').matchAll(/ from '([^']+)';/g)].map(([, name]) => name!);
  return imported.flatMap((name) => {
    if (/^\..*\.ts$/.test(name)) return packagesOf(join(dirname(path), name));
    const isPackage = !name.startsWith('.') && !name.startsWith('node:') && !TOOLS.has(name);
    return isPackage ? [/^(?:@[^/]+\/)?[^/]+/.exec(name)![0]] : [];
  });
}

/** Reads who judges the messages of each adapter, as the page of the rooms says. */
function judges(): Readonly<Record<string, readonly string[]>> {
  const page = readFileSync(join(ROOT, 'docs/rooms.md'), 'utf8');
  const [, table = ''] = /## Who else judges a message\n([^]*?)(?:\n## |$)/.exec(page) ?? [];
  const rows = [...table.matchAll(/^\| (`[^|]*)\| ([^|]*)\|/gm)];
  const names = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
  return Object.fromEntries(
    rows.flatMap(([, adapters = '', packages = '']) =>
      names(adapters).map((type) => [type, names(packages).sort()]),
    ),
  );
}

describe('The page of the rooms', () => {
  it('names, for every adapter, the packages that judge its messages in the contract suite', () => {
    const told = ADAPTERS.map(({ type }) => [
      type,
      [...new Set(packagesOf(fileOf(type, 'oracle.ts')))].sort(),
    ]);
    expect(judges()).toEqual(Object.fromEntries(told));
  });
});

describe('The docs of the adapters', () => {
  it.each(ADAPTERS.map((adapter) => [adapter.type, adapter] as const))(
    'have a page in the folder of %s, which says what the target can do and names no limit that the adapter does not keep',
    (type, { limits }) => {
      const { abilities, title, text } = adapterPage(type);
      expect([title, text].every((part) => /\S/.test(part))).toBe(true);
      expect(Object.keys(abilities)).toEqual(['buttons', 'pictures', 'limit', 'repeated']);
      const numbers = (abilities.limit.match(/\d[\d,]*/g) ?? []).map((digits) =>
        Number(digits.replaceAll(',', '')),
      );
      expect(numbers.filter((number) => !Object.values(limits).includes(number))).toEqual([]);
    },
  );

  it.each(ADAPTERS.filter(({ fallback }) => !fallback).map(({ type }) => type))(
    'say on the page of %s what was not seen on the real platform',
    (type) => {
      const { text } = adapterPage(type);
      expect(text.replaceAll('\n', ' ')).toMatch(
        /Not seen on (the real platform|a real \w+|real providers)(, but taken from [^:]+)?: \S/,
      );
    },
  );

  it.each([...pages.keys()])('stand in %s as the folders have them; `npm run openapi` writes it', (path) => {
    const kept = readFileSync(join(ROOT, path), 'utf8');
    const remedy = `${path} is not what the folders of the adapters say: run \`npm run openapi\``;
    expect(kept === pages.get(path) ? 'the same' : remedy).toBe('the same');
  });
});
