import type { Database } from 'better-sqlite3';
import type { GroupCommit } from './group-commit.js';
import { isStoreFault } from './store-error.js';

/** Pages of one step, 1 MiB: a short write. */
const STEP_PAGES = 256;
/** Free pages that are kept for later writes: the larger of a number and a share of all pages. */
const SPARE_PAGES = 256;
const SPARE_SHARE = 0.1;
/** SQLite's number for `auto_vacuum=INCREMENTAL`. */
const INCREMENTAL = 2;
const MIB = 1024 * 1024;
/** Largest content that is rewritten once at the start, bytes: it takes about a second. */
const REWRITTEN_BYTES = 64 * MIB;

const number = (connection: Database, pragma: string): number =>
  connection.pragma(pragma, { simple: true }) as number;

/** Lets a new file give space back later. To be called before anything is written to it. */
export function prepareNewFile(writer: Database): void {
  if (number(writer, 'page_count') === 0) writer.pragma(`auto_vacuum = ${INCREMENTAL}`);
}

/**
 * Rewrites a small file that cannot give space back once, so that it can; a larger one stays as it is, as does one on a
 * disk without room for the copy. To be called outside a transaction.
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

/** Gives free pages at the end of the file back to the disk, step by step. */
export class Shrink {
  readonly #writer: Database;
  readonly #group: GroupCommit;

  constructor(writer: Database, group: GroupCommit) {
    this.#writer = writer;
    this.#group = group;
  }

  /** Resolves with the bytes given back; 0 when no page is spare. */
  async step(): Promise<number> {
    const writer = this.#writer;
    const given = await this.#group.run(() => {
      const pages = this.#toSpare();
      if (pages > 0) writer.pragma(`incremental_vacuum(${Math.min(pages, STEP_PAGES)})`);
      return Math.min(pages, STEP_PAGES) * number(writer, 'page_size');
    });
    // SQLite truncates the file when the log is written back.
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
