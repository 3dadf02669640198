import { readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { findPackageJSON } from 'node:module';

/** Folder of the gateway's package; the same from the sources and from a build. */
export const PACKAGE_ROOT = dirname(findPackageJSON(import.meta.url)!);

const manifest = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  readonly version: string;
  readonly peerDependencies: Readonly<Record<string, string>>;
};

/** Version of the gateway, as in its `package.json`. */
export const VERSION = manifest.version;

/** Range of versions of an optional package that the gateway works with. */
export const rangeOf = (name: string): string => manifest.peerDependencies[name] ?? 'latest';
