import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as prettier from 'prettier';

export const ROOT = join(import.meta.dirname, '..');

/**
 * Makes the generated parts of a page of the docs anew: what stands between `<!-- kind: name -->` and `<!-- /kind -->`.
 *
 * @param path of the page, from the root of the project
 * @param parts texts by name
 */
export async function withParts(
  path: string,
  kind: string,
  parts: Readonly<Record<string, string>>,
): Promise<string> {
  const file = join(ROOT, path);
  const marked = new RegExp(`(<!-- ${kind}: (\\w+) -->)[^]*?(<!-- /${kind} -->)`, 'g');
  const page = readFileSync(file, 'utf8').replaceAll(
    marked,
    (_, begin: string, name: string, end: string) =>
      `${begin}${parts[name] ?? unknown(path, kind, name)}${end}`,
  );
  return prettier.format(page, { ...(await prettier.resolveConfig(file)), parser: 'markdown' });
}

function unknown(path: string, kind: string, name: string): never {
  throw new Error(`${path} asks for the part "${kind}: ${name}", which does not exist.`);
}
