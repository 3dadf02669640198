import type { LookupAddress } from 'node:dns';

/** The result of a look-up. */
export type NameAnswer =
  | {
      readonly kind: 'found';
      readonly addresses: readonly LookupAddress[];
      /** Lifetime of the answer, ms; null when the source tells none. */
      readonly ttlMs: number | null;
    }
  /** The name does not exist or has no address. */
  | { readonly kind: 'none' }
  /** No name server could tell; `why` completes a sentence in brackets. */
  | { readonly kind: 'failed'; readonly why: string }
  /** No answer came before the deadline. */
  | { readonly kind: 'late' };

/** A way to look names up. */
export interface NameSource {
  /**
   * Looks a name up until the deadline (`performance.now()`, ms). When the promise resolves with a part of the answer,
   * `more` gets the whole later.
   */
  ask(hostname: string, deadline: number, more: (answer: NameAnswer) => void): Promise<NameAnswer>;
}
