/**
 * Writes what accompanies a release, from a finished build: `sbom.cdx.json` (CycloneDX) and `THIRD_PARTY_NOTICES`. Both
 * list the packages inside the bundles of gateway and console, and those that npm installs beside the gateway.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { noticesOf } from './notices.ts';
import { shippedBom, type Bom } from './sbom.ts';
import { shippedPackages } from './shipped-packages.ts';

const ROOT = join(import.meta.dirname, '../..');
const { name } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { name: string };

const listed = execFileSync('npm', ['sbom', '--package-lock-only', '--sbom-format', 'cyclonedx'], {
  cwd: ROOT,
  encoding: 'utf8',
  maxBuffer: 2 ** 26,
  shell: process.platform === 'win32',
});
const shipped = shippedPackages(ROOT);
const bom = shippedBom(JSON.parse(listed) as Bom, shipped, name);
writeFileSync(join(ROOT, 'sbom.cdx.json'), `${JSON.stringify(bom, null, 2)}\n`);
writeFileSync(join(ROOT, 'THIRD_PARTY_NOTICES'), noticesOf(ROOT, shipped));
