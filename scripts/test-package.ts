/**
 * Tests the installed package on other majors of Node than the pinned one (`npm run test:package -- 22 26`), each from
 * the npm package of its binary in a temporary folder.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SPEC = 'test/package';
const MAJORS = ['22', '24', '26'];

const root = join(import.meta.dirname, '..');

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}): boolean {
  return spawnSync('npm', args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } }).status === 0;
}

function passesOn(major: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-node-major-'));
  try {
    console.log(`Node ${major}`);
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ private: true, allowScripts: { node: true } }),
    );
    const node = join(folder, 'node_modules/node/bin/node');
    return (
      run(['install', '--no-audit', '--no-fund', `node@${major}`], folder) &&
      run(['run', '--silent', 'test:jest', '--', SPEC], root, { TEST_NODE: node })
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const majors = process.argv.length > 2 ? process.argv.slice(2) : MAJORS;
const failed = majors.filter((major) => !passesOn(major));
console.log(failed.length === 0 ? `Passes on ${majors.join(', ')}.` : `Fails on ${failed.join(', ')}.`);
process.exitCode = failed.length === 0 ? 0 : 1;
