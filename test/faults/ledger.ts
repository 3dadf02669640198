import type { Book } from './books.js';

/** What became of everything in a run. */
export interface Ledger {
  /** Events that got a 202. */
  readonly accepted: number;
  /** Deliveries that reached their receiver with success, each counted once. */
  readonly delivered: number;
  /** Deliveries owed: events accepted times endpoints. */
  readonly owed: number;
  /** Owed and never received with success. */
  readonly lost: number;
  /** Successful answers beyond the first of a delivery. */
  readonly duplicates: number;
  /** Deliveries answered with success and not yet written down at a fault: all that may come twice. */
  readonly duplicatesBound: number;
  /** Duplicates beyond that. */
  readonly unexplained: number;
  /** Deliveries that did not end as delivered, by the store. */
  readonly undelivered: number;
}

export function balance(
  accepted: ReadonlySet<string>,
  books: readonly Book[],
): Pick<Ledger, 'accepted' | 'owed' | 'delivered' | 'duplicates' | 'lost'> {
  const reached = books.map(({ taken }) => [...accepted].filter((event) => taken.has(event)).length);
  const delivered = reached.reduce((sum, count) => sum + count, 0);
  const owed = accepted.size * books.length;
  return {
    accepted: accepted.size,
    owed,
    delivered,
    duplicates: books.reduce((sum, book) => sum + book.duplicates, 0),
    lost: owed - delivered,
  };
}
