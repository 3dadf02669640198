import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';

/** Tells whether the machine has a program. */
export function has(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

/** `describe` where the machine has the program; elsewhere the tests are skipped, and the output says why. */
export function describeWith(program: string): typeof describe.skip {
  if (has(program)) return describe;
  process.stderr.write(`Skipped, because ${program} is not installed on this machine.\n`);
  return describe.skip;
}
