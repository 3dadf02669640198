import type { Attempt, DeliveryState, NextState } from '../../src/modules/model/delivery.js';
import { matchesPattern } from '../../src/modules/model/event-pattern.js';
import type { DeliveryFilter, DeliverySummary, EventFilter } from '../../src/modules/store/history-store.js';

/** A delivery as a test makes it, and as every list must show it. */
export interface Made {
  readonly id: string;
  readonly eventId: string;
  readonly type: string;
  readonly jobId: string | null;
  readonly endpointId: string;
  readonly createdAt: number;
  readonly state: DeliveryState;
  readonly reason: string | null;
  readonly error: { readonly code: string; readonly message: string } | null;
}

const contains = (text: string | null | undefined, needle: string): boolean =>
  text?.toLowerCase().includes(needle.toLowerCase()) === true;

/** Whether a list of that filter shows it: the words of the port, read plainly. */
export function isMeant(made: Made, filter: DeliveryFilter): boolean {
  const { states, endpointIds, types, jobId, eventId, from, to, error } = filter;
  return (
    (states === null || states.includes(made.state)) &&
    (endpointIds === null || endpointIds.includes(made.endpointId)) &&
    (types === null || types.some((pattern) => matchesPattern(pattern, made.type))) &&
    (jobId === null || made.jobId === jobId) &&
    (eventId === null || made.eventId === eventId) &&
    (from === null || made.createdAt >= from) &&
    (to === null || made.createdAt < to) &&
    (error === null ||
      [made.reason, made.error?.code, made.error?.message].some((text) => contains(text, error)))
  );
}

export function isMeantEvent(
  event: { readonly type: string; readonly jobId: string | null; readonly acceptedAt: number },
  { types, jobId, from, to }: EventFilter,
): boolean {
  return (
    (types === null || types.some((pattern) => matchesPattern(pattern, event.type))) &&
    (jobId === null || event.jobId === jobId) &&
    (from === null || event.acceptedAt >= from) &&
    (to === null || event.acceptedAt < to)
  );
}

/** Newest first: by the id, which is made by time. */
export function idsOf(rows: readonly (Made | DeliverySummary)[]): string[] {
  return rows
    .map(({ id }) => id)
    .sort()
    .reverse();
}

export function attemptWith(
  at: number,
  error: Made['error'],
  outcome: Attempt['outcome'] = error === null ? 'delivered' : 'retry',
): Attempt {
  return {
    number: 1,
    startedAt: at,
    durationMs: 25,
    status: error === null ? 200 : 503,
    outcome,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    responseBody: 'body',
    responseHeaders: '{"server":"test"}',
    form: 'abc',
  };
}

/** The next state that settles a delivery into its state; null for those that stay as accepted. */
export function nextOf({ state, reason, error }: Made, dueAt: number): NextState | null {
  if (state === 'delivered') return { state };
  if (state === 'failed' || state === 'cancelled') return { state, reason: reason ?? '' };
  return state === 'pending' && error !== null ? { state, dueAt } : null;
}
