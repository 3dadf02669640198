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
  for (const id of moduleIds) {
    const path = id.replace(/^\0/, '');
    const [, folder] = PACKAGE.exec(path) ?? [];
    if (folder === undefined || !path.startsWith(root)) continue;
    const start = path.lastIndexOf(folder);
    folders.add((path.slice(root.length, start) + folder).replaceAll('\\', '/').replace(/^\/+/, ''));
  }
  return [...folders].sort();
}
