import { statfsSync, existsSync, accessSync, constants } from 'node:fs';
import { totalmem } from 'node:os';
import { dirname, resolve } from 'node:path';
import { memoryLimit } from '../../../modules/config/memory-limit.js';
import { memoryPlan, memoryText } from '../../../modules/config/memory-plan.js';
import { Findings, type Finding } from './finding.js';

const MIB = 1024 * 1024;
const DISK_FAIL = 100 * MIB;
const DISK_WARN = 1024 * MIB;
const MEMORY_WARN = 256 * MIB;

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

/** Checks the memory limit of the control group or of the settings, or the memory of the machine. */
export function checkMemory(plan = memoryPlan(memoryLimit()), machine = totalmem()): Finding[] {
  const memory = new Findings('memory');
  const bytes = Math.min(plan.limit ?? Infinity, machine);
  const derived = memoryText(plan);
  const text =
    derived ??
    `The gateway may use ${Math.floor(bytes / MIB)} MiB ${plan.limit === null ? 'of this machine' : '(its memory limit)'}`;
  return [
    bytes < MEMORY_WARN ? memory.warn(`${text}.`, 'Give it 256 MiB or more.') : memory.ok(`${text}.`),
    ...byHand(memory, plan.limit),
  ];
}

/** A heap that NODE_OPTIONS makes larger than the limit: the gateway leaves it so. */
function byHand(
  memory: Findings,
  limit: number | null,
  options = process.env['NODE_OPTIONS'] ?? '',
): Finding[] {
  const [, mib] = /--max[-_]old[-_]space[-_]size=(\d+)/.exec(options) ?? [];
  if (limit === null || mib === undefined || Number(mib) * MIB <= limit) return [];
  return [
    memory.warn(
      `NODE_OPTIONS lets the heap grow to ${mib} MiB, and the limit is ${Math.floor(limit / MIB)} MiB: the process could be killed.`,
      'Remove --max-old-space-size: the gateway derives it from the limit.',
    ),
  ];
}
