import { readFileSync } from 'node:fs';

/** As deep in a build as in the sources. */
const PACKAGE = new URL('../../../package.json', import.meta.url);

/** The gateway's own version. */
export const { version: VERSION } = JSON.parse(readFileSync(PACKAGE, 'utf8')) as { version: string };
