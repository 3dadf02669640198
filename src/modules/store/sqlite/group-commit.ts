import type { Database } from 'better-sqlite3';
import { Commits } from '../commits.js';
import { isStoreFault, sqliteCode, storeClosed, storeError } from './store-error.js';

/** Time after which a commit takes no further calls, ms, so that the event loop stays responsive under load. */
const BUDGET_MS = 25;

/** Shortest time between the beginnings of two commits, ms: more calls share the cost of a sync of the disk. */
const PACE_MS = 4;

interface Call {
  readonly work: () => unknown;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The one writer of the file. Calls that arrive together run one after another in one transaction and share its commit,
 * which costs a sync of the disk. Each promise settles after that commit.
 */
export class GroupCommit {
  readonly #transaction: (work: () => unknown) => unknown;
  readonly #commits: Commits;
  #waiting: Call[] = [];
  #scheduled = false;
  #closed = false;
  #lastFlush = -Infinity;
  #failing = false;

  constructor(connection: Database, commits = new Commits()) {
    this.#commits = commits;
    // Immediate: the write lock is taken at the start, so that a transaction never has to upgrade from reading to writing.
    this.#transaction = connection.transaction((work: () => unknown) => work()).immediate;
  }

  /**
   * Runs `work` inside a transaction. It must be synchronous, and may run twice: when another call of the group fails,
   * the group is rolled back and its calls run again, each in a transaction of its own.
   *
   * @throws GatewayError `store_full`, `store_unavailable` when the database fails; otherwise what `work` throws. Nothing of the
   * call is stored then.
   */
  run<T>(work: () => T): Promise<T> {
    if (this.#closed) return Promise.reject(storeClosed());
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ work, resolve: resolve as (value: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** True from a write that the disk did not take until {@link worksAgain}; a smaller write may pass meanwhile. */
  get failing(): boolean {
    return this.#failing;
  }

  /** Notes that a write has succeeded again. */
  worksAgain(): void {
    this.#failing = false;
  }

  /** Commits the calls that wait and refuses further ones. */
  close(): void {
    this.#closed = true;
    while (this.#waiting.length > 0) this.#flush();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const pause = this.#lastFlush + PACE_MS - performance.now();
    if (pause > 0) setTimeout(() => this.#flushOnTime(), pause);
    else setImmediate(() => this.#flushOnTime());
  }

  #flushOnTime(): void {
    this.#scheduled = false;
    this.#lastFlush = performance.now();
    this.#flush();
    if (this.#waiting.length > 0) this.#schedule();
  }

  #flush(): void {
    const group: Call[] = [];
    const began = performance.now();
    try {
      const results = this.#transaction(() => this.#runWaiting(group)) as unknown[];
      this.#waiting.splice(0, group.length);
      this.#commits.publish(group.length, performance.now() - began);
      group.forEach((call, at) => call.resolve(results[at]));
    } catch (error) {
      // Where the transaction could not even begin, no call ran and all of them fail.
      this.#recover(this.#waiting.splice(0, group.length || this.#waiting.length), error);
    }
  }

  #runWaiting(group: Call[]): unknown[] {
    const results: unknown[] = [];
    const end = performance.now() + BUDGET_MS;
    for (const call of this.#waiting) {
      group.push(call);
      results.push(call.work());
      if (performance.now() > end) break;
    }
    return results;
  }

  #recover(group: readonly Call[], error: unknown): void {
    // A full disk may still take the smaller calls; any other disk error would only repeat itself, slowly.
    this.#failing ||= isStoreFault(error);
    const isLasting = isStoreFault(error) && sqliteCode(error) !== 'SQLITE_FULL';
    if (isLasting || group.length === 1) {
      for (const call of group) call.reject(storeError(error));
    } else {
      for (const call of group) this.#runAlone(call);
    }
  }

  #runAlone(call: Call): void {
    try {
      call.resolve(this.#transaction(call.work));
    } catch (error) {
      this.#failing ||= isStoreFault(error);
      call.reject(storeError(error));
    }
  }
}
