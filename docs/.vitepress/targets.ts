import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './repository.ts';

/** A target with a page of its own. */
interface TargetPage {
  readonly name: string;
  /** Name of the page in `docs/targets`. */
  readonly page: string;
}

/** Lists the pages of targets in the order of the table that leads to them. */
export function targetPages(): readonly TargetPage[] {
  const index = readFileSync(join(ROOT, 'docs/targets.md'), 'utf8');
  const pages = new Map<string, string>();
  for (const [, name = '', page = ''] of index.matchAll(/\[([^\]]+)\]\(targets\/([\w-]+)\.md\)/g))
    if (!pages.has(page)) pages.set(page, name);
  return [...pages].map(([page, name]) => ({ name, page }));
}
