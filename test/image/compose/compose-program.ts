import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, has } from '../command.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MODULE = 'github.com/docker/compose/v2';
const VERSION = 'v2.40.3';
const BUILT = join(ROOT, '.cache', `docker-compose-${VERSION}`);

/** A program and its first arguments. */
export type Program = readonly [string, ...string[]];

/**
 * Finds Docker Compose 2: the plugin of Docker, or one that Go builds from the published module, because Debian's package is Compose 1, which
 * does not read files of the Compose Specification.
 *
 * @returns the program, or why there is none
 */
export function composeProgram(): Program | string {
  if (spawnSync('docker', ['compose', 'version']).status === 0) return ['docker', 'compose'];
  if (existsSync(BUILT)) return [BUILT];
  if (!has('go')) return 'neither Docker Compose 2 nor Go, which could build it, is installed';
  try {
    return [built()];
  } catch (error) {
    return `Docker Compose 2 cannot be built: ${(error as Error).message.split('\n').slice(0, 2).join(' ')}`;
  }
}

/** Builds the program from the files of its module: `go install` refuses a module that replaces others. */
function built(): string {
  const folder = mkdtempSync(join(tmpdir(), 'compose-'));
  try {
    const { Dir } = JSON.parse(command('go', ['mod', 'download', '-json', `${MODULE}@${VERSION}`])) as {
      Dir: string;
    };
    cpSync(Dir, folder, { recursive: true });
    command('chmod', ['-R', 'u+w', folder]);
    const made = join(folder, 'docker-compose');
    const flags = ['-trimpath', '-ldflags', `-s -w -X ${MODULE}/internal.Version=${VERSION}`];
    command('go', ['-C', folder, 'build', ...flags, '-o', made, './cmd']);
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    cpSync(made, `${BUILT}.new`);
    renameSync(`${BUILT}.new`, BUILT);
    return BUILT;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
