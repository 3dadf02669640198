import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TempFolder } from '../support/temp-folder.js';
import { strikes } from './fault-run.js';

const LIMITER = pathToFileURL(join(import.meta.dirname, '../support/small-disk.ts'));
/** The size of the disk, MiB: enough for a run, so that only the filler fills it. */
const SIZE_MIB = strikes(64, 512);
const CHUNK = Buffer.alloc(1024 * 1024);
const NO_LIMIT = 1_000_000;

/** A disk that can be made full: a file system of its own where we may mount one, otherwise a limit within SQLite. */
export abstract class SmallDisk {
  abstract readonly kind: string;
  abstract readonly env: Readonly<Record<string, string>>;
  abstract readonly databaseFile: string;
  abstract fill(): void;
  abstract free(): void;
  abstract [Symbol.dispose](): void;

  static of(folder: TempFolder): SmallDisk {
    return MountedDisk.mount(folder) ?? new LimitedDisk(folder);
  }
}

/** A file system in memory; only root may mount one. */
export class MountedDisk extends SmallDisk {
  readonly kind = 'a small file system';
  readonly env = {};
  readonly databaseFile: string;
  /** Its mount point. */
  readonly at: string;

  private constructor(at: string) {
    super();
    this.at = at;
    this.databaseFile = join(at, 'gateway.db');
  }

  static mount(folder: TempFolder): MountedDisk | null {
    const at = folder.file('disk');
    mkdirSync(at);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_MIB}m`, 'tmpfs', at], { stdio: 'ignore' });
      return new MountedDisk(at);
    } catch {
      return null;
    }
  }

  fill(): void {
    const file = openSync(join(this.at, 'filler'), 'w');
    try {
      for (;;) writeSync(file, CHUNK);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.at, 'filler'));
  }

  /** Unmounts lazily: a gateway that a failed test left may still use it. */
  [Symbol.dispose](): void {
    execFileSync('umount', ['-l', this.at]);
  }
}

class LimitedDisk extends SmallDisk {
  readonly kind = 'a limit of pages';
  readonly env: Readonly<Record<string, string>>;
  readonly databaseFile: string;
  readonly #limit: string;

  constructor(folder: TempFolder) {
    super();
    this.#limit = folder.file('limit');
    this.env = { NODE_OPTIONS: `--import=${LIMITER}`, SMALL_DISK: this.#limit };
    this.databaseFile = folder.file('data/gateway.db');
    this.free();
  }

  fill(): void {
    this.#pages(1);
  }

  free(): void {
    this.#pages(NO_LIMIT);
  }

  /** Writes the limit in one step, because the gateway reads it all the time. */
  #pages(count: number): void {
    writeFileSync(`${this.#limit}.new`, String(count));
    renameSync(`${this.#limit}.new`, this.#limit);
  }

  [Symbol.dispose](): void {
    // The file is removed with its folder.
  }
}
