/** Where an event belongs in a distributed trace, as the W3C's Trace Context headers say it. */
export interface TraceContext {
  /** `00-<trace id>-<parent id>-<flags>`, valid. */
  readonly traceparent: string;
  /** Valid list members; null for none. */
  readonly tracestate: string | null;
}
