/** The reason why an attempt did not deliver. */
export interface Fault {
  /** Short, stable code: `HTTP_500`, `ECONNREFUSED`, `TIMEOUT`, `invalid_blocks`, … */
  readonly code: string;
  /** Readable sentence, free of secrets. */
  readonly message: string;
}

interface Pause {
  /** Time for which the target asks for no requests to this endpoint, ms. */
  readonly pauseMs?: number;
}

/** The outcome of a successful attempt. */
export type Delivered = { readonly kind: 'delivered' } & Pause;
/**
 * The outcome that allows a retry, not before `afterMs` ms (from the target's hint). `slowDown`: the target asks for
 * fewer requests (rate limit, overload), with or without a time: the whole endpoint pauses, and the attempt does not
 * count against the delivery's retries.
 */
export type Retry = {
  readonly kind: 'retry';
  readonly afterMs?: number;
  readonly slowDown?: boolean;
} & Fault &
  Pause;
/** The outcome when the target will never take this delivery, though it may take others. */
export type Rejected = { readonly kind: 'rejected' } & Fault & Pause;
/** The outcome when the target is gone for good: the endpoint is disabled. */
export type Gone = { readonly kind: 'gone' } & Fault & Pause;

/** The outcome of one attempt, as the adapter judges it. A value, never an exception. */
export type Outcome = Delivered | Retry | Rejected | Gone;
