/**
 * The forms of a request that carries many events: a JSON list, one JSON object a line, or a list of CloudEvents in the JSON batch format.
 */
export const BATCH_FORMATS = ['json', 'ndjson', 'cloudevents'] as const;
export type BatchFormat = (typeof BATCH_FORMATS)[number];

/** Rules by which the events of an endpoint share requests. */
export interface Batch {
  /** Events of one request, at most. */
  readonly max: number;
  /** Longest time after its acceptance for which an event waits for others, ms; 0: it goes with the events that are queued already. */
  readonly withinMs: number;
  readonly format: BatchFormat;
}

/** Event type that the headers of a batch name: its events have types of their own. */
export const BATCH_EVENT = 'webhook.batch';

/** The request of an attempt that carried more events than one. */
export interface SharedRequest {
  /** UUID of the batch: the same for the same deliveries in the same order. */
  readonly id: string;
  /** Number of its events. */
  readonly size: number;
}
