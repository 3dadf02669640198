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

/** The name that a platform gives to a message, part by part: `{message_id: '123', chat_id: '-100'}`. A later edit names it. */
export type MessageRef = Readonly<Record<string, string>>;

/** The outcome of a successful attempt. `ref`: absent where the platform names no message. */
export type Delivered = { readonly kind: 'delivered'; readonly ref?: MessageRef } & Pause;
/**
 * The outcome that allows a retry, not before `afterMs` ms (from the target's hint). `slowDown`: the target asks for
 * fewer requests (rate limit, overload), with or without a time: the whole endpoint pauses, and the attempt does not
 * count against the delivery's retries.
 */
export type Retry = {
  readonly kind: 'retry';
  readonly afterMs?: number;
  readonly slowDown?: boolean;
  /** Recipients that the message did not reach: a retry goes to them alone. Absent: to those of the attempt. */
  readonly unreached?: readonly string[];
} & Fault &
  Pause;
/** The outcome when the target will never take this delivery, though it may take others. */
export type Rejected = { readonly kind: 'rejected' } & Fault & Pause;
/** The outcome when the target is gone for good: the endpoint is disabled. */
export type Gone = { readonly kind: 'gone' } & Fault & Pause;
/**
 * The outcome when the message that the request would change does not exist any more, or cannot be changed, though the target takes new
 * ones. It is recorded as `rejected`.
 */
export type MessageGone = {
  readonly kind: 'message-gone';
  /** True where the message is still there and takes no edits any more: its time for edits is over, or its place is archived. */
  readonly closed?: boolean;
} & Fault &
  Pause;

/** The outcome of one attempt, as the adapter judges it. A value, never an exception. */
export type Outcome = Delivered | Retry | Rejected | Gone | MessageGone;

/** The kinds of outcomes that are recorded with attempts. */
export const OUTCOMES = ['delivered', 'retry', 'rejected', 'gone'] as const;
export type RecordedOutcome = (typeof OUTCOMES)[number];

/** Returns the kind under which an outcome is recorded. */
export function recordedKind({ kind }: Outcome): RecordedOutcome {
  return kind === 'message-gone' ? 'rejected' : kind;
}
