import { readFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { findPackageJSON } from 'node:module';

/** Folder of the gateway's package; the same from the sources and from a build. */
export const PACKAGE_ROOT = dirname(findPackageJSON(import.meta.url)!);

/** Version of the gateway, as in its `package.json`. */
export const { version: VERSION } = JSON.parse(readFileSync(join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
  version: string;
};
