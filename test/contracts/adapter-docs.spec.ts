import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { adapterDocs } from '../../scripts/adapter-docs.js';
import { ADAPTERS } from '../../src/adapters/registry.js';
import { fileOf } from '../support/adapter-folder.js';

const documented = ADAPTERS.map(({ type, about, signed, fallback }) => ({
  type,
  ...about,
  signed,
  fallback,
}));
const pages = await adapterDocs(documented);

describe('The docs of the adapters', () => {
  it.each(ADAPTERS.map(({ type }) => type))('have a section in the folder of %s, under a heading', (type) => {
    expect(existsSync(fileOf(type, 'md'))).toBe(true);
    expect(readFileSync(fileOf(type, 'md'), 'utf8')).toMatch(/^#{2,3} \S.*\n\n/);
  });

  it.each([...pages.keys()])('stand in %s as the folders have them; `npm run openapi` writes it', (path) => {
    const kept = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
    const remedy = `${path} is not what the folders of the adapters say: run \`npm run openapi\``;
    expect(kept === pages.get(path) ? 'the same' : remedy).toBe('the same');
  });
});
