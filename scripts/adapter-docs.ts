import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, withParts } from './generated-parts.ts';

/** What the docs say of an adapter beside its section. */
export interface DocumentedAdapter {
  readonly type: string;
  readonly label: string;
  readonly urls: readonly string[];
  readonly signed: boolean;
  readonly fallback: boolean;
}

const FILES = ['docs/targets.md', 'docs/api.md'];

/**
 * The pages of the docs that speak of adapters, by path: what stands between `<!-- adapters: … -->` and `<!-- /adapters -->`
 * is made anew of the registry and of the section in each adapter's folder, `<type>.md`.
 */
export async function adapterDocs(
  adapters: readonly DocumentedAdapter[],
): Promise<ReadonlyMap<string, string>> {
  const parts = partsOf(adapters);
  const pages = FILES.map(async (path) => [path, await withParts(path, 'adapters', parts)] as const);
  return new Map(await Promise.all(pages));
}

function partsOf(adapters: readonly DocumentedAdapter[]): Readonly<Record<string, string>> {
  const sections = (signed: boolean): string =>
    adapters
      .filter((adapter) => adapter.signed === signed)
      .map(({ type }) => readFileSync(join(ROOT, `src/adapters/${type}/${type}.md`), 'utf8'))
      .join('\n');
  return {
    table: `\n\n${['| target | detected from | prefix |', '|---|---|---|', ...adapters.map(rowOf)].join('\n')}\n\n`,
    signed: `\n\n${sections(true)}\n`,
    messages: `\n\n${sections(false)}\n`,
    types: adapters.map(({ type }) => `\`${type}\``).join(', '),
  };
}

function rowOf({ type, label, urls, fallback }: DocumentedAdapter): string {
  const forms = fallback
    ? 'every other `http://` and `https://` URL'
    : urls.map((url) => `\`${url}\``).join(', ');
  return `| ${label} | ${forms} | \`${type}+https://…\` |`;
}
