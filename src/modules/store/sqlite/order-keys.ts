import type { Database } from 'better-sqlite3';
import { BLOCKED_UNTIL_PREDECESSOR } from '../order-keys.js';
import { arg, builderFor, prepare } from './statement.js';

/** Where a new delivery stands among those of its endpoint and key. */
export interface KeyPosition {
  readonly seq: number;
  /** Behind an open one: it falls due when its turn comes. */
  readonly waits: boolean;
}

/** What one that waits for its turn is stored as, whatever it brought. */
export const BLOCKED = {
  state: 'pending',
  next_attempt_at: BLOCKED_UNTIL_PREDECESSOR,
  lease_token: null,
  lease_until: null,
} as const;

/** Gives new deliveries their places behind the open ones of their key. To be called inside a transaction. */
export class OrderKeySequencer {
  readonly #last;

  constructor(writer: Database) {
    this.#last = prepare<{ endpoint: string; key: string }, { seq: number | null }>(
      writer,
      builderFor(writer)
        .selectFrom('deliveries')
        .select((eb) => eb.fn.max('order_seq').as('seq'))
        .where('endpoint_id', '=', arg<string>('endpoint'))
        .where('order_key', '=', arg<string>('key'))
        .where('settled_at', 'is', null),
    );
  }

  next(endpoint: string, key: string): KeyPosition {
    const last = this.#last.get({ endpoint, key })?.seq ?? null;
    return { seq: (last ?? 0) + 1, waits: last !== null };
  }
}
