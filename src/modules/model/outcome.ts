/** Why an attempt did not deliver. */
export interface Fault {
  /** Short and stable: `HTTP_500`, `ECONNREFUSED`, `TIMEOUT`, `invalid_blocks`, … */
  readonly code: string;
  /** One readable sentence, free of secrets. */
  readonly message: string;
}

interface Pause {
  /** The target asks for quiet: nothing goes to this endpoint for so many ms. */
  readonly pauseMs?: number;
}

/** Success. */
export type Delivered = { readonly kind: 'delivered' } & Pause;
/**
 * Worth another try, not before `afterMs` (ms, from the target's own hint) has passed. `slowDown`: the target asks for
 * fewer requests (a rate limit, overload), with or without saying for how long: the whole endpoint pauses, and the attempt
 * does not count against the delivery's retries.
 */
export type Retry = {
  readonly kind: 'retry';
  readonly afterMs?: number;
  readonly slowDown?: boolean;
} & Fault &
  Pause;
/** The target will never take this delivery; others may still pass. */
export type Rejected = { readonly kind: 'rejected' } & Fault & Pause;
/** The target is gone for good: the endpoint is disabled. */
export type Gone = { readonly kind: 'gone' } & Fault & Pause;

/** What one attempt came to, as the adapter judges it. A value, never an exception. */
export type Outcome = Delivered | Retry | Rejected | Gone;
