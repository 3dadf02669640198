import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Clock } from '../../src/modules/model/clock.js';
import { openSqliteStore } from '../../src/modules/store/sqlite/open.js';
import type { Store } from '../../src/modules/store/store.js';

/** A clock that stands still until it is told otherwise. */
export class HandClock extends Clock {
  #now: number;

  constructor(now = Date.UTC(2025, 0, 1)) {
    super();
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }
}

export interface TempFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function tempFolder(): Promise<TempFolder> {
  const path = await mkdtemp(join(tmpdir(), 'gateway-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** A real SQLite store in a folder of its own, under a clock moved by hand. */
export class TempStore {
  readonly clock: HandClock;
  readonly file: string;
  store: Store;
  readonly #folder: TempFolder;

  private constructor(folder: TempFolder, file: string, clock: HandClock, store: Store) {
    this.#folder = folder;
    this.file = file;
    this.clock = clock;
    this.store = store;
  }

  static async open(clock = new HandClock()): Promise<TempStore> {
    const folder = await tempFolder();
    const file = join(folder.path, 'gateway.db');
    return new TempStore(folder, file, clock, await openSqliteStore(file, clock));
  }

  /** Closes the store and opens the file again, as a restart does. */
  async reopen(): Promise<void> {
    await this.store.close();
    this.store = await openSqliteStore(this.file, this.clock);
  }

  /** Closes the store and removes the folder. */
  async remove(): Promise<void> {
    await this.store.close();
    await this.#folder.remove();
  }
}
