import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A package that users get: its code is inside the bundle, or npm installs it beside the gateway. */
export interface ShippedPackage {
  /** Folder below the root of the repository: `node_modules/pino`. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly author: string | null;
  /** The SPDX expression of `package.json`, or null where there is none. */
  readonly license: string | null;
  readonly bundled: boolean;
}

/** Files in which the builds of the gateway and of the console list the packages that they took modules from. */
export const LISTS = ['dist/packages.json', 'dist/console/.vite/packages.json'];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly author?: string | { readonly name: string };
  readonly license?: string | { readonly type: string };
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/**
 * Reads which packages a build ships, sorted by name.
 * @param root absolute folder of the repository
 * @throws where there is no build
 */
export function shippedPackages(root: string): ShippedPackage[] {
  const bundled = new Set(LISTS.flatMap((file) => read<string[]>(join(root, file))));
  const installed = installedFolders(root, '').filter((folder) => !bundled.has(folder));
  return [
    ...[...bundled].map((folder) => [folder, true] as const),
    ...installed.map((f) => [f, false] as const),
  ]
    .map(([folder, isBundled]) => shippedPackage(root, folder, isBundled))
    .toSorted((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
}

function shippedPackage(root: string, folder: string, bundled: boolean): ShippedPackage {
  const { name, version, author, license } = read<Manifest>(join(root, folder, 'package.json'));
  return {
    folder,
    name,
    version,
    author: typeof author === 'object' ? author.name : (author ?? null),
    license: typeof license === 'object' ? license.type : (license ?? null),
    bundled,
  };
}

/** Walks the runtime dependencies of the package in `folder`, which npm installs beside the gateway. */
function installedFolders(root: string, folder: string): string[] {
  const { dependencies = {} } = read<Manifest>(join(root, folder, 'package.json'));
  const direct = Object.keys(dependencies).map((name) => folderOf(root, folder, name));
  return [...new Set(direct.flatMap((one) => [one, ...installedFolders(root, one)]))];
}

/** Finds a dependency as Node does: in the package's own `node_modules`, else in that of the repository. */
function folderOf(root: string, from: string, name: string): string {
  const nested = join(from, 'node_modules', name);
  return existsSync(join(root, nested)) ? nested : join('node_modules', name);
}
