import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeWith } from '../support/installed.js';
import { TempFolder } from '../support/temp-folder.js';

const UNIT = join(import.meta.dirname, '../../deploy/systemd/webhook-gateway.service');
/** The exposure that systemd computes, 0 to 10; a unit without any protection has 9.6. */
const EXPOSURE_MAX = 1.5;

const analyze = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync('systemd-analyze', args, { encoding: 'utf8' });
  return { status, output: stdout + stderr };
};

describe('The unit of systemd', () => {
  it('passes each key as the file that a _FILE variable names', () => {
    const text = readFileSync(UNIT, 'utf8');
    const credentials = [...text.matchAll(/^LoadCredential=([\w-]+):/gm)].map(([, name]) => name!);
    expect(credentials.length).toBeGreaterThan(0);
    for (const name of credentials) expect(text).toMatch(new RegExp(`\\bWEBHOOK_\\w+_FILE=%d/${name}\\b`));
  });
});

describeWith('systemd-analyze')('systemd-analyze', () => {
  it('accepts the unit', () => {
    using folder = new TempFolder();
    mkdirSync(folder.file('bin'));
    const node = folder.file('bin/node');
    writeFileSync(node, '#!/bin/sh\n', { mode: 0o755 });
    const unit = folder.file('webhook-gateway.service');
    writeFileSync(unit, readFileSync(UNIT, 'utf8').replace('ExecStart=/usr/bin/node', `ExecStart=${node}`));
    expect(analyze('verify', unit)).toEqual({ status: 0, output: '' });
  });

  it(`computes an exposure of at most ${EXPOSURE_MAX}`, () => {
    const { output } = analyze('security', '--offline=true', UNIT);
    const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(output) ?? [];
    expect(Number(exposure)).toBeLessThanOrEqual(EXPOSURE_MAX);
  });
});
