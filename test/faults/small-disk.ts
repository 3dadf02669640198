import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TempFolder } from '../support/temp-folder.js';
import { strikes } from './fault-run.js';

const LIMITER = pathToFileURL(join(import.meta.dirname, '../support/small-disk.ts'));
/** Room for all that a run takes, MiB: only the filler may fill it. */
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
  /** The folder that it is. */
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

  /** Lazily: a gateway that a failed test left is about to be killed. */
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

  /** Whole or not at all: the gateway reads it all the time. */
  #pages(count: number): void {
    writeFileSync(`${this.#limit}.new`, String(count));
    renameSync(`${this.#limit}.new`, this.#limit);
  }

  [Symbol.dispose](): void {
    // It goes with its folder.
  }
}
