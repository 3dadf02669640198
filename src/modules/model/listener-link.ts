import type { Fault } from './outcome.js';

/** A request as a listener gets it: exactly that of an HTTP target. */
export interface HandedRequest {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Time in which the answer must come, ms. */
  readonly timeoutMs: number;
}

/** Answer of a listener: that of its own target, or the reason why there is none. */
export type HandedAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** Lower-case names. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'no-answer'; readonly fault: Fault };

/** One request that is under way to a listener. */
export interface Handed {
  /** Never rejects. */
  readonly answer: Promise<HandedAnswer>;
  /** Drops the request; an answer that comes later counts no more. */
  readonly drop: () => void;
}

/** The way to listeners: endpoints that have no address, and live as long as the stream that reads their requests. */
export abstract class ListenerLink {
  /** Hands a request over; null where the URL is not that of a listener. */
  abstract hand(url: string, request: HandedRequest): Handed | null;
}

/** Scheme of the URLs of listeners, which no endpoint of an operator can have. */
export const LISTENER_SCHEME = 'listener:';
