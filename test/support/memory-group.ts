import { existsSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Command } from './gateway-process.js';
import { until } from './until.js';

const ROOT = '/sys/fs/cgroup';

/** Folders that limit memory, with the names of their files: control groups of version 2, and of version 1. */
const VERSIONS = [
  { root: ROOT, mark: 'cgroup.subtree_control', limit: 'memory.max', usage: 'memory.current', peak: 'memory.peak', kills: 'memory.events' },
  { root: join(ROOT, 'memory'), mark: 'memory.limit_in_bytes', limit: 'memory.limit_in_bytes', usage: 'memory.usage_in_bytes', peak: 'memory.max_usage_in_bytes', kills: 'memory.oom_control' },
] as const; // prettier-ignore

/** A control group with a memory limit: the kernel ends a process that exceeds it. */
export class MemoryGroup {
  readonly #folder: string;
  readonly #files: (typeof VERSIONS)[number];

  private constructor(folder: string, files: (typeof VERSIONS)[number]) {
    this.#folder = folder;
    this.#files = files;
  }

  /** Makes a group, or tells in a sentence why this machine does not let us. @param limit bytes */
  static create(limit: number): MemoryGroup | string {
    const files = VERSIONS.find(({ root, mark }) => existsSync(join(root, mark)));
    if (files === undefined) return `there are no control groups with memory in ${ROOT}`;
    const folder = join(files.root, `gateway-test-${randomBytes(4).toString('hex')}`);
    try {
      mkdirSync(folder);
      try {
        writeFileSync(join(folder, files.limit), String(limit));
        return new MemoryGroup(folder, files);
      } catch (error) {
        rmdirSync(folder);
        throw error;
      }
    } catch (error) {
      return `${files.root} does not let us limit memory (${(error as Error).message})`;
    }
  }

  /** Wraps a command so that it runs in the group from its first instruction on. */
  around(command: Command): Command {
    return ['/bin/sh', '-c', 'echo $$ > "$0" && exec "$@"', join(this.#folder, 'cgroup.procs'), ...command];
  }

  /** Bytes of all its processes now, with the pages of files that only they use. */
  get usage(): number {
    return Number(this.#read(this.#files.usage));
  }

  /** The largest {@link usage}, bytes; null where the kernel does not tell. */
  get peak(): number | null {
    return existsSync(join(this.#folder, this.#files.peak)) ? Number(this.#read(this.#files.peak)) : null;
  }

  /** Processes that the kernel has ended for want of memory. */
  get kills(): number {
    return Number(/^oom_kill (\d+)$/m.exec(this.#read(this.#files.kills))?.[1]);
  }

  /** Removes the group; its processes must have ended. */
  async remove(): Promise<void> {
    await until('the group is empty', () => this.#read('cgroup.procs').trim() === '');
    rmdirSync(this.#folder);
  }

  #read(file: string): string {
    return readFileSync(join(this.#folder, file), 'utf8');
  }
}
