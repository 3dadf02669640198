/**
 * Makes a release ready (`npm run release`): checks the work tree, the versions and the changelog, keeps the databases of the version
 * for the tests of later ones, builds and packs gateway and client with SBOM and notices into `.cache/release`, and prints the commands
 * that publish them. It pushes and publishes nothing.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { obstaclesOf } from './readiness.ts';

const ROOT = join(import.meta.dirname, '../..');
const OUT = '.cache/release';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const versionOf = (file: string): string => (JSON.parse(read(file)) as { version: string }).version;
const git = (...args: string[]): string => execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' });

function npm(...args: string[]): void {
  execFileSync('npm', ['--loglevel=warn', ...args], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
}

function pack(): void {
  rmSync(join(ROOT, OUT), { recursive: true, force: true });
  mkdirSync(join(ROOT, OUT), { recursive: true });
  npm('pack', '--pack-destination', OUT);
  npm('pack', './clients/node', '--pack-destination', OUT);
  copyFileSync(join(ROOT, 'sbom.cdx.json'), join(ROOT, OUT, 'sbom.cdx.json'));
}

/** Writes the databases that later versions are tested with, where they are missing or of other migrations. */
function keepDatabases(): void {
  npm('run', '--silent', 'build:gateway');
  npm('run', '--silent', 'upgrades:keep', '--', '--if-needed');
}

const version = versionOf('package.json');
const obstacles = obstaclesOf({
  version,
  versions: {
    'clients/node/package.json': versionOf('clients/node/package.json'),
    'package-lock.json': versionOf('package-lock.json'),
    'docs/openapi.json': (JSON.parse(read('docs/openapi.json')) as { info: { version: string } }).info
      .version,
  },
  pages: Object.fromEntries(
    git('ls-files', '*.md')
      .trim()
      .split('\n')
      .map((file) => [file, read(file)]),
  ),
  changelog: read('CHANGELOG.md'),
  changes: git('status', '--porcelain'),
  tags: git('tag', '--list').split('\n'),
});

if (obstacles.length > 0) {
  console.error(`${version} cannot be released yet:\n${obstacles.map((text) => `- ${text}`).join('\n')}`);
  process.exitCode = 1;
} else if ((keepDatabases(), git('status', '--porcelain', 'test/fixtures/upgrades').trim() !== '')) {
  console.error(
    `The databases of ${version} have been written to test/fixtures/upgrades/${version}: commit them, then run npm run release again.`,
  );
  process.exitCode = 1;
} else {
  pack();
  console.log(`${version} is packed in ${OUT}. What is left:

  npm run check
  git tag -s v${version} -m ${version} && git push origin v${version}
  npm publish ${OUT}/streamgank-webhook-gateway-${version}.tgz
  npm publish ${OUT}/streamgank-webhook-gateway-client-${version}.tgz --access public
  docker buildx build --platform linux/amd64,linux/arm64 -t webhook-gateway:${version} --push .
`);
}
