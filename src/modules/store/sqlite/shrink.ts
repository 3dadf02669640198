import type { Database } from 'better-sqlite3';
import type { GroupCommit } from './group-commit.js';
import { isStoreFault } from './store-error.js';

/** Pages of one step, 1 MiB: a short write that holds nobody up. */
const STEP_PAGES = 256;
/** Free pages that stay for what comes next: at least so many, and this share of all. */
const SPARE_PAGES = 256;
const SPARE_SHARE = 0.1;
/** SQLite's number for `auto_vacuum=INCREMENTAL`. */
const INCREMENTAL = 2;
const MIB = 1024 * 1024;
/** What a file may hold, bytes, for it to be rewritten once at the start: about a second's work. */
const REWRITTEN_BYTES = 64 * MIB;

const number = (connection: Database, pragma: string): number =>
  connection.pragma(pragma, { simple: true }) as number;

/** A new file can give space back from its beginning. To be called before anything is written to it. */
export function prepareNewFile(writer: Database): void {
  if (number(writer, 'page_count') === 0) writer.pragma(`auto_vacuum = ${INCREMENTAL}`);
}

/**
 * Rewrites a file of an earlier release once, so that it can give space back; one with much in it stays as it is. To be
 * called in no transaction. A disk without room for the copy is no reason not to start: the file stays as it is, too.
 */
export function convertFile(writer: Database): void {
  if (number(writer, 'auto_vacuum') === INCREMENTAL) return;
  const used = number(writer, 'page_count') - number(writer, 'freelist_count');
  if (used * number(writer, 'page_size') > REWRITTEN_BYTES) return;
  try {
    writer.pragma(`auto_vacuum = ${INCREMENTAL}`);
    writer.exec('vacuum');
  } catch (error) {
    if (!isStoreFault(error)) throw error;
  }
}

/** Gives free pages at the end of the file back to the disk, a step at a time. */
export class Shrink {
  readonly #writer: Database;
  readonly #group: GroupCommit;

  constructor(writer: Database, group: GroupCommit) {
    this.#writer = writer;
    this.#group = group;
  }

  /** Resolves with the bytes given back; 0 when there is nothing to spare. */
  async step(): Promise<number> {
    const writer = this.#writer;
    const given = await this.#group.run(() => {
      const pages = this.#toSpare();
      if (pages > 0) writer.pragma(`incremental_vacuum(${Math.min(pages, STEP_PAGES)})`);
      return Math.min(pages, STEP_PAGES) * number(writer, 'page_size');
    });
    // The file itself is cut when the log is brought home.
    if (given > 0) writer.pragma('wal_checkpoint(PASSIVE)');
    return given;
  }

  #toSpare(): number {
    if (number(this.#writer, 'auto_vacuum') !== INCREMENTAL) return 0;
    const [pages, free] = [number(this.#writer, 'page_count'), number(this.#writer, 'freelist_count')];
    const kept = Math.max(SPARE_PAGES, Math.ceil((pages - free) * SPARE_SHARE));
    return Math.max(0, free - kept);
  }
}
