import type { TraceContext } from './trace-context.js';

/** An event: one thing that happened to one job. */
export interface GatewayEvent {
  /** Id from the sender (`id`, `Idempotency-Key`) or generated; unique for ever. */
  readonly id: string;
  /** Event type, such as `job.completed` or `webhook.test`; see {@link EVENT_TYPE}. */
  readonly type: string;
  /** Data: compact JSON text of an object, exactly as it is delivered. */
  readonly data: string;
  /** ISO 8601 time from the sender, as written, or the time of acceptance. */
  readonly timestamp: string;
  /** Time of acceptance, Unix ms. */
  readonly acceptedAt: number;
  /** Context attributes of a CloudEvent as compact JSON; absent for any other event. */
  readonly cloudEvent?: string;
  /** Trace context; absent without one. */
  readonly trace?: TraceContext;
}

/** Form of an event type: lower-case words joined by dots. */
export const EVENT_TYPE = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;
/** Maximum length of an event type, characters. */
export const EVENT_TYPE_MAX = 128;

/** Type of the test event. */
export const TEST_EVENT = 'webhook.test';
