import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const CLI = join(import.meta.dirname, '../../bin/gateway.js');

/** Runs the command line on this Node, which says that it is another version. */
function runAs(version: string) {
  const versions = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } })`;
  const args = ['--import', `data:text/javascript,${encodeURIComponent(versions)}`, CLI, '--version'];
  return spawnSync(process.execPath, args, { encoding: 'utf8' });
}

describe('The command line on a Node that is too old', () => {
  it.each(['18.20.8', '20.20.2', '22.13.1'])('names the version that it needs: %s', (version) => {
    expect(runAs(version)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: `The gateway needs Node 22.14 or later; this is Node ${version}.\n`,
    });
  });

  it.each(['22.14.0', '24.0.0', '26.1.0'])('runs on %s', (version) => {
    expect(runAs(version)).toMatchObject({ status: 0, stderr: '' });
  });
});
