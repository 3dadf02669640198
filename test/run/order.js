import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** What takes long, in seconds, by the start of its path; the first that fits counts. */
const SECONDS = [
  ['test/console/settings', 90],
  ['test/e2e/hostile-requests', 80],
  ['test/console/keys', 75],
  ['test/faults/live-messages', 72],
  ['test/faults/postgres.', 65],
  ['test/docs/commands.', 63],
  ['test/console/now', 63],
  ['test/e2e/postgres-health', 61],
  ['test/e2e/nodes', 58],
  ['test/contracts/store-postgres', 50],
  ['test/console/lists', 50],
  ['test/contracts/adapter.contract', 45],
  ['test/contracts/postgres-faults', 45],
  ['test/faults/', 30],
  ['test/docs/site', 30],
  ['test/contracts/postgres-', 30],
  ['test/console/', 28],
  ['test/e2e/throttle', 25],
  ['test/contracts/', 15],
  ['test/e2e/', 10],
  ['test/clients/', 10],
  ['test/', 5],
];

/**
 * Long files first, so that no run ends with one of them on one worker while the others have nothing left to do. Jest
 * itself knows how long a file took the last time, but nothing on a fresh machine.
 */
export default class LongestFirst extends TestSequencer {
  /** How long a file is expected to take, ms. */
  time(test) {
    const measured = super.time(test);
    if (measured !== undefined) return measured;
    const path = relative(test.context.config.rootDir, test.path);
    const [, seconds] = SECONDS.find(([start]) => path.startsWith(start)) ?? ['', 1];
    return seconds * 1_000;
  }
}
