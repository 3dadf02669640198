import { GatewayError } from './gateway-error.js';

/** One fault of a request, as callers get it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
  /** Place of the fault in a text of several lines, from 1: of a template. */
  readonly line?: number;
  readonly column?: number;
}

/**
 * The kind of a refusal: the request is malformed, asks for what its caller may not do, names nothing that exists, conflicts with the
 * present state, or has fields that cannot be used.
 */
export type RefusalKind = 'malformed' | 'forbidden' | 'not_found' | 'conflict' | 'unprocessable';

/**
 * Why a request is not carried out, for rooms that know nothing of HTTP: the web room gives each kind its status.
 * `code` is short and stable, the message is for people.
 */
export class Refusal extends GatewayError {
  private constructor(
    readonly kind: RefusalKind,
    code: string,
    message: string,
    readonly faults: readonly FieldFault[] | null = null,
  ) {
    super(code, message);
  }

  /** Nothing has the id or the name that was given. */
  static notFound(message: string): Refusal {
    return new Refusal('not_found', 'not_found', message);
  }

  /** The state of the resource does not allow the request. */
  static conflict(message: string, code = 'conflict'): Refusal {
    return new Refusal('conflict', code, message);
  }

  /** A parameter is malformed. */
  static malformed(faults: readonly FieldFault[]): Refusal {
    return new Refusal('malformed', 'invalid_request', sentences(faults), faults);
  }

  /** The caller may not send these fields. */
  static forbidden(faults: readonly FieldFault[], code: string): Refusal {
    return new Refusal('forbidden', code, sentences(faults), faults);
  }

  /** The request is well-formed, and its fields cannot be what they are. */
  static unprocessable(faults: readonly FieldFault[]): Refusal {
    return new Refusal('unprocessable', 'unprocessable', sentences(faults), faults);
  }
}

/** The messages of all faults in one line. */
export function sentences(faults: readonly FieldFault[]): string {
  return faults.map(({ message }) => message).join(' ');
}
