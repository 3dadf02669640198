import type { RateLimit } from './endpoint.js';

/** A request for permission: `OPTIONS` without a body. */
export interface Handshake {
  readonly url: string;
  /** Header names in the case they are sent. */
  readonly headers: Readonly<Record<string, string>>;
  /** Total over every status and all headers. */
  judge(answer: HandshakeAnswer): Permission;
}

/** The parts of an answer that say whether permission is given. */
export interface HandshakeAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Answer of a target to a request for permission. */
export type Permission =
  /** `rateLimit` holds beside the limits of the endpoint; null: the target names none. */
  | { readonly granted: true; readonly rateLimit: RateLimit | null }
  /** `message`: a sentence without a full stop, free of secrets. */
  | { readonly granted: false; readonly message: string };
