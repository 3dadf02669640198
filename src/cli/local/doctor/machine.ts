import { readFileSync, statfsSync, existsSync, accessSync, constants } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { Findings, type Finding } from './finding.js';

const MIB = 1024 * 1024;
const DISK_FAIL = 100 * MIB;
const DISK_WARN = 1024 * MIB;
const MEMORY_WARN = 256 * MIB;
/** Files that hold the memory limit of a container: control groups 2 and 1. */
const LIMIT_FILES = ['/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/memory/memory.limit_in_bytes'];

/** Checks that the data directory can be written to and has room. */
export function checkDisk(directory: string): Finding[] {
  const disk = new Findings('disk');
  let folder = resolve(directory);
  while (!existsSync(folder)) folder = dirname(folder);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    return [disk.fail(`${folder} cannot be written to.`, 'Give the folder to the user of the gateway.')];
  }
  const { bavail, bsize, files, ffree } = statfsSync(folder);
  if (files > 0 && ffree === 0)
    return [disk.fail(`The disk of ${folder} has no inodes left.`, 'Delete files.')];
  return [diskFinding(disk, folder, bavail * bsize)];
}

function diskFinding(disk: Findings, folder: string, free: number): Finding {
  const text = `${Math.floor(free / MIB)} MiB are free in ${folder}.`;
  if (free < DISK_FAIL)
    return disk.fail(text, 'Make room: a full disk makes the gateway refuse events (507).');
  return free < DISK_WARN ? disk.warn(text, 'Make room before the disk is full.') : disk.ok(text);
}

/** Checks the memory limit of the container, or the memory of the machine. */
export function checkMemory(limit = memoryLimit(), heap = getHeapStatistics().heap_size_limit): Finding[] {
  const memory = new Findings('memory');
  const bytes = Math.min(limit ?? Infinity, totalmem());
  const text = `${Math.floor(bytes / MIB)} MiB ${limit === null ? 'of this machine' : '(limit of the control group)'}`;
  if (bytes < MEMORY_WARN) return [memory.warn(`The gateway may use ${text}.`, 'Give it 256 MiB or more.')];
  if (limit !== null && heap > limit)
    return [
      memory.warn(
        `Node's heap may grow to ${Math.floor(heap / MIB)} MiB, and the limit is ${text}: the process could be killed.`,
        `Set NODE_OPTIONS=--max-old-space-size=${Math.floor((limit / MIB) * 0.6)}.`,
      ),
    ];
  return [memory.ok(`The gateway may use ${text}.`)];
}

function memoryLimit(): number | null {
  for (const file of LIMIT_FILES) {
    if (!existsSync(file)) continue;
    const text = readFileSync(file, 'utf8').trim();
    const limit = Number(text);
    return Number.isFinite(limit) && limit < totalmem() ? limit : null;
  }
  return null;
}
