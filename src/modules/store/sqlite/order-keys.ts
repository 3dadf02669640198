import type { Database } from 'better-sqlite3';
import { Prepared } from './statement.js';

/** The position of a new delivery among those of its endpoint and order key. */
export interface KeyPosition {
  /** Null for a delivery without a key. */
  readonly seq: number | null;
  /** True behind an open delivery of the key: this one falls due when its predecessor is settled. */
  readonly blocked: boolean;
}

const UNORDERED: KeyPosition = { seq: null, blocked: false };

/** Numbers new deliveries behind the open ones of their order key. To be called inside a transaction. */
export class OrderKeySequencer {
  readonly #last;

  constructor(writer: Database) {
    this.#last = new Prepared<{ endpoint: string; key: string }, { seq: number | null }>(
      writer,
      `select max(order_seq) as seq from deliveries
       where endpoint_id = @endpoint and order_key = @key and settled_at is null`,
    );
  }

  next(endpoint: string, key: string | null): KeyPosition {
    if (key === null) return UNORDERED;
    const last = this.#last.get({ endpoint, key })?.seq ?? null;
    return { seq: (last ?? 0) + 1, blocked: last !== null };
  }
}
