import { createHash } from 'node:crypto';
import { Refusal } from '../model/refusal.js';
import type { CheckedMismatch } from '../event-types/event-catalogue.service.js';
import { compact } from '../http/compact.js';
import type { GatewayEvent } from '../model/event.js';
import type { TraceContext } from '../model/trace-context.js';
import { jobOf } from '../model/job-id.js';
import { reservedTypeFault } from './reserved-types.js';
import type { TriggerRequest } from './trigger.dto.js';
import { uuidV7 } from '../model/uuid-v7.js';

/** An event that is to be accepted. */
export interface NewEvent {
  readonly event: GatewayEvent;
  /** Digest by which a repeated call is recognised; null when the sender gave no id. */
  readonly contentHash: string | null;
  /** Id of the endpoint that a system event is about; that endpoint does not get the event. */
  readonly aboutEndpointId?: string;
  /** Id of the job in the data; null without one. */
  readonly job: string | null;
  /** Sentence about how the data contradicts the schema of its type; absent: the data agrees with it. */
  readonly mismatch?: string;
}

/**
 * Builds the event of a request, at `now` (Unix ms).
 *
 * @param givenId id from the body or the header
 * @param trace trace context of the request, if any
 * @throws Refusal `unprocessable` for reserved event types and for data nested too deeply
 */
export function newEvent(
  request: TriggerRequest,
  givenId: string | undefined,
  now: number,
  trace?: TraceContext,
): NewEvent {
  const reserved = reservedTypeFault(request.event, 'event');
  if (reserved) throw Refusal.unprocessable([reserved]);
  const time = new Date(now).toISOString();
  const given =
    request.data === undefined ? null : compact(request.data, 'data is nested too deeply to be passed on.');
  const event: GatewayEvent = {
    id: givenId ?? uuidV7(),
    type: request.event,
    data: given ?? JSON.stringify({ message: 'Manual webhook test trigger', timestamp: time, manual: true }),
    timestamp: request.timestamp ?? time,
    acceptedAt: now,
    ...(trace && { trace }),
  };
  return {
    event,
    contentHash: givenId === undefined ? null : contentHash(request, given),
    job: jobOf(request.data),
  };
}

/**
 * Marks an event whose data contradicts the schema of its type.
 *
 * @param found the contradiction; null: there is none
 * @throws Refusal `unprocessable` where the type refuses such data
 */
export function checked(taken: NewEvent, found: CheckedMismatch | null): NewEvent {
  if (found?.refused) throw Refusal.unprocessable([{ field: found.field, message: found.message }]);
  return found ? { ...taken, mismatch: found.message } : taken;
}

/** Digests the request as it was sent, without defaults, so that a repeated call compares equal. */
function contentHash(request: TriggerRequest, data: string | null): string {
  const content = JSON.stringify([request.event, request.timestamp ?? null, data]);
  return createHash('sha256').update(content).digest('base64');
}
