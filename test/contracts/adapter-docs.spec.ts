import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { adapterDocs, adapterPage } from '../../scripts/adapter-docs.js';
import { ADAPTERS } from '../../src/adapters/registry.js';

const documented = ADAPTERS.map(({ type, about, fallback, conversations, mentions }) => ({
  type,
  ...about,
  fallback,
  modes: conversations?.modes ?? [],
  mentions: mentions !== undefined,
}));
const pages = await adapterDocs(documented);

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

  it.each([...pages.keys()])('stand in %s as the folders have them; `npm run openapi` writes it', (path) => {
    const kept = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
    const remedy = `${path} is not what the folders of the adapters say: run \`npm run openapi\``;
    expect(kept === pages.get(path) ? 'the same' : remedy).toBe('the same');
  });
});
