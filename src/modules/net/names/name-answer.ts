import type { LookupAddress } from 'node:dns';

/** What asking for a name came to. */
export type NameAnswer =
  | {
      readonly kind: 'found';
      readonly addresses: readonly LookupAddress[];
      /** How long the answer holds, ms; null where the source does not say. */
      readonly ttlMs: number | null;
    }
  /** The name does not exist or has no address. */
  | { readonly kind: 'none' }
  /** Nobody could tell; `why` completes a sentence in brackets. */
  | { readonly kind: 'failed'; readonly why: string }
  /** No answer before the deadline. */
  | { readonly kind: 'late' };

/** Where names are looked up. */
export interface NameSource {
  /**
   * Asks for the addresses of a name until the deadline (as `performance.now()` counts, ms). `more` gets the whole answer
   * where the promise was resolved with a part of it.
   */
  ask(hostname: string, deadline: number, more: (answer: NameAnswer) => void): Promise<NameAnswer>;
}
