import { readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { ROOMY } from './memory-plan.js';

/** Files in the folder of a control group that hold its memory limit: version 2, and version 1. */
const GROUPS = [
  { controller: '', mount: '', file: 'memory.max' },
  { controller: 'memory', mount: 'memory', file: 'memory.limit_in_bytes' },
] as const;

/** Paths under which the system shows control groups; other paths are for tests. */
export interface GroupPaths {
  /** Groups of this process, a line a hierarchy: `4:memory:/path`. */
  readonly own: string;
  /** Folder of the hierarchies. */
  readonly root: string;
}

const LINUX: GroupPaths = { own: '/proc/self/cgroup', root: '/sys/fs/cgroup' };

/**
 * Reads the memory limit of this process's control group and of the groups around it: the smallest, in bytes. The memory of a machine that
 * has little is a limit, too: small virtual machines have no control group that says so.
 * @returns null where nothing limits it below the memory of a machine that has enough
 */
export function memoryLimit(paths: GroupPaths = LINUX, machine = totalmem()): number | null {
  const limits = read(paths.own)
    .split('\n')
    .flatMap((line) => limitsOf(line, paths.root))
    .filter((limit) => limit < machine);
  const least = Math.min(machine, ...limits);
  return least < machine || machine < ROOMY ? least : null;
}

/** Limits of a group and of all groups above it. A container may show its own group at the root of the hierarchy. */
function limitsOf(line: string, root: string): number[] {
  const [, names, path] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
  const group = GROUPS.find(({ controller }) => names?.split(',').includes(controller));
  if (group === undefined || path === undefined) return [];
  const parts = path.split('/').filter((part) => part !== '');
  const folders = parts.map((_, at) => parts.slice(0, at + 1).join('/'));
  return ['', ...folders].flatMap((folder) => {
    const text = read(join(root, group.mount, folder, group.file)).trim();
    // Without a limit, version 2 says `max`, and version 1 says a number beyond any memory.
    return /^[1-9]\d*$/.test(text) ? [Number(text)] : [];
  });
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
