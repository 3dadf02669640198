/** The position of an event in a distributed trace, in the form of the W3C's Trace Context headers. */
export interface TraceContext {
  /** Valid `traceparent`: `00-<trace id>-<parent id>-<flags>`. */
  readonly traceparent: string;
  /** Valid members of `tracestate`; null without any. */
  readonly tracestate: string | null;
}
