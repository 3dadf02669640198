/** One fault of a request, as the gateway names it. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/**
 * - `invalid_event`: it cannot be sent at all (data that is no JSON object, an id of another form)
 * - `buffer_full`: too many events wait for the gateway already; this one was not taken
 * - `refused`: the gateway answered that it will never take it; `status`, `answer` and `errors` say why
 * - `unavailable`: no answer, or one that asks to come again
 * - `gave_up`: the gateway kept answering with an error of its own, or with something that is no answer of a gateway
 * - `expired`: not accepted within `giveUpAfterMs`
 * - `closed`: the client was closed before the gateway confirmed it
 */
export type GatewayClientErrorCode =
  'invalid_event' | 'buffer_full' | 'refused' | 'unavailable' | 'gave_up' | 'expired' | 'closed';

/** Details of the gateway's answer behind an error. */
export interface ErrorDetails {
  /** HTTP status of the gateway's answer. */
  readonly status?: number;
  /** The gateway's own code, such as `conflict`. */
  readonly answer?: string;
  readonly errors?: readonly FieldFault[];
  readonly cause?: unknown;
}

/** The error of every rejection of this client. */
export class GatewayClientError extends Error {
  readonly code: GatewayClientErrorCode;
  /** HTTP status of the gateway's answer; null when there was none. */
  readonly status: number | null;
  /** The gateway's own code, such as `conflict`; null when there was none. */
  readonly answer: string | null;
  readonly errors: readonly FieldFault[];

  constructor(code: GatewayClientErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'GatewayClientError';
    this.code = code;
    this.status = details.status ?? null;
    this.answer = details.answer ?? null;
    this.errors = details.errors ?? [];
  }
}
