import { relative } from 'node:path';
import TestSequencer from '@jest/test-sequencer';

/** What takes long, in seconds, by the start of its path; the first that fits counts. */
const SECONDS = [
  ['test/faults/postgres', 60],
  ['test/contracts/postgres-opening', 45],
  ['test/contracts/store-', 45],
  ['test/e2e/nodes', 40],
  ['test/faults/', 35],
  ['test/contracts/adapter', 30],
  ['test/contracts/postgres-', 20],
  ['test/e2e/', 15],
  ['test/console/', 15],
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
