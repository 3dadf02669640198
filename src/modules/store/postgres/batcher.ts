import type { Commits } from '../commits.js';
import { GatewayError } from '../../model/gateway-error.js';

export interface BatchOptions<Item, Result> {
  /** Writes all items in one transaction; results in the order of the items. */
  readonly write: (items: readonly Item[]) => Promise<readonly Result[]>;
  /** Memory that an item takes on its way, bytes, about. */
  readonly bytes: (item: Item) => number;
  /** Hears of every transaction; default: none. */
  readonly commits?: Commits;
}

/** Transactions of one batcher under way at a time: while one waits for the disk, the next is being written. */
const IN_FLIGHT = 3;
/** Bounds of a batch. A single call may be larger. */
const MAX_ITEMS = 1_000;
const MAX_BYTES = 4 * 1024 * 1024;

interface Call<Item, Result> {
  readonly items: readonly Item[];
  readonly bytes: number;
  readonly resolve: (results: Result[]) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Gathers calls made at about the same time into one transaction: calls that arrive while `IN_FLIGHT` transactions are
 * under way make the next one. A call stays whole. Where one call fails its batch, each call is written alone, so that only
 * that one fails.
 */
export class Batcher<Item, Result> {
  readonly #options: BatchOptions<Item, Result>;
  #waiting: Call<Item, Result>[] = [];
  #inFlight = 0;
  #scheduled = false;

  constructor(options: BatchOptions<Item, Result>) {
    this.#options = options;
  }

  add(items: readonly Item[]): Promise<Result[]> {
    if (items.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      const bytes = items.reduce((sum, item) => sum + this.#options.bytes(item), 0);
      this.#waiting.push({ items, bytes, resolve, reject });
      this.#schedule();
    });
  }

  /** Waits for the other calls of this iteration of the event loop, which join the batch. */
  #schedule(): void {
    if (this.#scheduled || this.#inFlight >= IN_FLIGHT || this.#waiting.length === 0) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush(this.#next());
      this.#schedule();
    });
  }

  #next(): Call<Item, Result>[] {
    let count = 0;
    let items = 0;
    let bytes = 0;
    for (const call of this.#waiting) {
      items += call.items.length;
      bytes += call.bytes;
      if (count > 0 && (items > MAX_ITEMS || bytes > MAX_BYTES)) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  async #flush(calls: readonly Call<Item, Result>[]): Promise<void> {
    this.#inFlight += 1;
    try {
      await this.#write(calls);
    } catch (error) {
      await this.#recover(calls, error);
    } finally {
      this.#inFlight -= 1;
      this.#schedule();
    }
  }

  async #write(calls: readonly Call<Item, Result>[]): Promise<void> {
    const began = performance.now();
    const results = await this.#options.write(calls.flatMap(({ items }) => items));
    this.#options.commits?.publish(calls.length, performance.now() - began);
    let at = 0;
    for (const { items, resolve } of calls) resolve(results.slice(at, (at += items.length)));
  }

  async #recover(calls: readonly Call<Item, Result>[], error: unknown): Promise<void> {
    // A fault of the store would only repeat itself.
    if (calls.length === 1 || error instanceof GatewayError) {
      for (const { reject } of calls) reject(error);
      return;
    }
    for (const call of calls) await this.#write([call]).catch(call.reject);
  }
}
