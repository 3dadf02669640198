import type { TraceContext } from './trace-context.js';

/** What the job server reported: one thing that happened to one job. */
export interface GatewayEvent {
  /** Given by the sender (`id`, `Idempotency-Key`) or made here; unique for ever. */
  readonly id: string;
  /** `job.completed`, `webhook.test`, …: see {@link EVENT_TYPE}. */
  readonly type: string;
  /** The data as compact JSON text of an object, exactly as it is sent on. */
  readonly data: string;
  /** ISO 8601, as the sender wrote it, or the moment of acceptance. */
  readonly timestamp: string;
  /** Unix time of acceptance, ms. */
  readonly acceptedAt: number;
  /** What a CloudEvent said of itself: its context attributes as compact JSON. Absent for any other event. */
  readonly cloudEvent?: string;
  /** Its place in a distributed trace; absent where it has none. */
  readonly trace?: TraceContext;
}

/** A well-formed event type: lower-case words joined by dots. */
export const EVENT_TYPE = /^[a-z0-9_]+(\.[a-z0-9_]+)*$/;
export const EVENT_TYPE_MAX = 128;

/** The type of the connectivity test. */
export const TEST_EVENT = 'webhook.test';
