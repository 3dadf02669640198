import { isMainThread } from 'node:worker_threads';
import { readEnvFile } from './modules/config/env-file.js';
import { memoryLimit } from './modules/config/memory-limit.js';
import { heapOption, memoryPlan, type Heaps } from './modules/config/memory-plan.js';
import { parseMemory } from './modules/config/parse-memory.js';

/** Tells the process that takes this one's place that it has its limits. */
const RELAUNCHED = 'WEBHOOK_RELAUNCHED';
const SETTING = 'WEBHOOK_MEMORY_LIMIT';
/** Options of Node with which an operator has taken the heap in hand, or is looking into the process. */
const BY_HAND = /--(max-old-space|max-semi-space|min-semi-space|max-heap|heap-prof|cpu-prof|prof|inspect)/;

/** Settings of the C library's allocator: it gives memory back that a start has needed. Variables that are set win. */
const ALLOCATOR: Readonly<Record<string, string>> = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '30000',
  MALLOC_TRIM_THRESHOLD_: '131072',
};

/**
 * Puts a process with a bounded heap in place of this one where memory is limited: V8 takes the size of its heap from the command line
 * alone. The process keeps its id, its streams and its arguments. Does nothing without a limit, from a limit of 1 GiB on, where Node's
 * options set the heap, and where the system or this Node cannot replace a process (Windows, Node 22.14).
 */
export function relaunchWithinLimit(): void {
  const again = process.env[RELAUNCHED] !== undefined;
  delete process.env[RELAUNCHED];
  if (again || !isMainThread || process.channel !== undefined || process.execve === undefined) return;
  if (process.platform === 'win32' || [...process.execArgv, process.env['NODE_OPTIONS']].some(isByHand))
    return;
  const heaps = memoryPlan(limitOfStart()).heaps;
  if (heaps === null) return;
  const args = [process.execPath, ...flagsOf(heaps), ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, args, { ...ALLOCATOR, ...process.env, [RELAUNCHED]: '1' });
}

const isByHand = (option: string | undefined): boolean => option !== undefined && BY_HAND.test(option);

const flagsOf = (heaps: Heaps): string[] => [heapOption(heaps), `--max-semi-space-size=${heaps.main.semi}`];

/** The limit as the settings will have it. What is wrong with them is told by the start itself, later. */
function limitOfStart(): number | null {
  const text = (process.env[SETTING] ?? inEnvFile())?.trim();
  const setting = text === undefined || text === '' ? 'auto' : parseMemory(text);
  return typeof setting === 'number' || setting === null ? setting : memoryLimit();
}

function inEnvFile(): string | undefined {
  try {
    return readEnvFile('.env').variables[SETTING];
  } catch {
    return undefined;
  }
}
