import { sentences, type FieldFault } from '../../model/refusal.js';

/** The reason why one event of a call is refused. */
export interface Rejection {
  readonly code:
    'invalid_request' | 'unprocessable' | 'conflict' | 'body_too_large' | 'event_type_not_allowed';
  readonly message: string;
  readonly errors: readonly FieldFault[];
}

/** Builds the rejection of an event by its faults. */
export function rejection(
  errors: readonly FieldFault[],
  code: Rejection['code'] = 'invalid_request',
): Rejection {
  return { code, message: sentences(errors), errors };
}
