import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { LONG, SMALLER } from '../test/run/long.ts';

/**
 * Runs the spec files that `npm test` leaves out or makes smaller (`npm run test:faults -- -t killed`: those tests of them), in full size.
 * `FAULTS=long` strikes 200 times, for hours.
 */
const root = join(import.meta.dirname, '..');
const jest = [
  'node_modules/jest/bin/jest.js',
  '--json',
  '--outputFile=.cache/faults-results.json',
  ...LONG,
  ...SMALLER,
  ...process.argv.slice(2),
];
const { status } = spawnSync(process.execPath, ['--min-semi-space-size=16', ...jest], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, FAULTS: process.env['FAULTS'] || 'full' },
});
process.exitCode = status ?? 1;
