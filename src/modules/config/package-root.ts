import { findPackageJSON } from 'node:module';
import { dirname } from 'node:path';

/** The folder of the gateway's package, found from the sources as from any build of them. */
export const PACKAGE_ROOT = dirname(findPackageJSON(import.meta.url)!);
