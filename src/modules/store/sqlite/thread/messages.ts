import { GatewayError } from '../../../model/gateway-error.js';
import type { Commit } from '../../commits.js';
import type { Store } from '../../store.js';

export type PortName = Exclude<keyof Store, 'close' | 'commits' | 'warnings'>;

/** One call of a port's method. */
export interface Call {
  readonly id: number;
  readonly port: PortName;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** A message from the gateway's thread to the database thread. */
export type Request =
  /** Calls made together, with the caller's time (Unix ms): the database thread has no clock of its own. */
  | { readonly kind: 'calls'; readonly now: number; readonly calls: readonly Call[] }
  | { readonly kind: 'close' };

/** An error in a form that crosses threads. */
export interface Failure {
  readonly code: string | null;
  readonly message: string;
  readonly stack: string | null;
}

export type Answer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly failure: Failure };

/** A message from the database thread. */
export type Response =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[]; readonly commits: readonly Commit[] }
  | { readonly kind: 'closed' };

export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: null, message: String(error), stack: null };
  const { message, stack = null } = error;
  return {
    code: error instanceof GatewayError ? error.code : null,
    message: withCause(message, error.cause),
    stack,
  };
}

export function toError({ code, message, stack }: Failure): Error {
  if (code !== null) return new GatewayError(code, message);
  return Object.assign(new Error(message), stack === null ? {} : { stack });
}

/** The message with that of the cause, which itself cannot cross threads. */
function withCause(message: string, cause: unknown): string {
  return cause instanceof Error && !message.includes(cause.message)
    ? `${message} (${cause.message})`
    : message;
}
