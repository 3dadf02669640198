import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** What takes long, in seconds, by the start of its path; the first that fits counts. */
const SECONDS = [
  ['test/console/settings', 90],
  ['test/console/accessible', 70],
  ['test/e2e/openapi.', 60],
  ['test/console/now', 55],
  ['test/e2e/hostile-requests', 55],
  ['test/faults/', 50],
  ['test/e2e/postgres', 50],
  ['test/e2e/nodes', 50],
  ['test/console/events', 45],
  ['test/console/pictures', 45],
  ['test/docs/site', 45],
  ['test/docs/commands.', 45],
  ['test/e2e/telegram', 40],
  ['test/console/drawn', 40],
  ['test/console/messages', 40],
  ['test/console/base-path', 40],
  ['test/console/outlives', 40],
  ['test/contracts/postgres-faults', 40],
  ['test/contracts/store-', 40],
  ['test/e2e/demo', 35],
  ['test/contracts/postgres-', 30],
  ['test/console/', 28],
  ['test/upgrades/', 25],
  ['test/package/', 25],
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
