import { BODY_LIMIT } from '../../http/body-limit.js';
import { Refusal } from '../../model/refusal.js';
import type { CheckedMismatch } from '../../event-types/event-catalogue.service.js';
import type { TraceContext } from '../../model/trace-context.js';
import { checked, newEvent, type NewEvent } from '../new-event.js';
import { allowedTypeFault } from '../allowed-types.js';
import { reservedTypeFault } from '../reserved-types.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-event.js';

/** Properties that an event takes from its call. */
export interface Call {
  /** Time of the call, Unix ms. */
  readonly now: number;
  /** Id for an event that was sent without one, by its index in the call. */
  readonly fallbackId?: string | undefined;
  readonly trace?: TraceContext | undefined;
  /** Event types and patterns that the caller's key may send; null: all. */
  readonly allowed?: readonly string[] | null;
  /** Checks data against the schema of its type; null where nothing contradicts it. */
  readonly mismatchOf: (type: string, data: object) => CheckedMismatch | null;
}

/** Builds the event to store, or the reason why it is refused. */
export function eventOfCall(
  sent: SentEvent,
  { now, fallbackId, trace, allowed = null, mismatchOf }: Call,
): NewEvent | Rejection {
  if ('faults' in sent) return rejection(sent.faults);
  const { request, cloudEvent } = sent;
  const field = cloudEvent === undefined ? 'event' : 'type';
  const reserved = reservedTypeFault(request.event, field);
  if (reserved) return rejection([reserved], 'unprocessable');
  const forbidden = allowedTypeFault(request.event, allowed, field);
  if (forbidden) return rejection([forbidden], 'event_type_not_allowed');
  try {
    const taken = newEvent(request, request.id ?? fallbackId, now, trace);
    if (Buffer.byteLength(taken.event.data) > BODY_LIMIT)
      return rejection([{ field: 'data', message: 'data is over 1 MiB.' }], 'body_too_large');
    const found = request.data === undefined ? null : mismatchOf(request.event, request.data);
    const marked = checked(taken, found);
    return cloudEvent === undefined ? marked : { ...marked, event: { ...marked.event, cloudEvent } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { faults, message } = error;
    return rejection(faults ?? [{ field: 'data', message }], 'unprocessable');
  }
}
