import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of a package inside the ID of a module, from the last `node_modules` on. */
const PACKAGE = /^.*[\\/](node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/?]+)/;

/**
 * Names the packages that a bundle took modules from.
 * @param moduleIds absolute paths, as the bundler names modules; virtual modules begin with a NUL
 * @param root absolute folder of this repository
 * @returns folders of packages below `root`, sorted, with forward slashes: `node_modules/pino`
 */
export function packagesOf(moduleIds: Iterable<string>, root: string): string[] {
  const folders = new Set<string>();
  // A work tree may link to the packages of another: modules are named by where these really are.
  const home = dirname(realpathSync(join(root, 'node_modules')));
  for (const id of moduleIds) {
    const path = id.replace(/^\0/, '');
    const [, folder] = PACKAGE.exec(path) ?? [];
    const base = [root, home].find((one) => path.startsWith(one));
    if (folder === undefined || base === undefined) continue;
    const start = path.lastIndexOf(folder);
    folders.add((path.slice(base.length, start) + folder).replaceAll('\\', '/').replace(/^\/+/, ''));
  }
  return [...folders].sort();
}
