import { createHash, randomUUIDv7 } from 'node:crypto';
import { compact, unprocessable } from '../http/field-faults.js';
import type { GatewayEvent } from '../model/event.js';
import type { TraceContext } from '../model/trace-context.js';
import { jobOf } from '../model/job-id.js';
import { ownTypeFault } from './own-types.js';
import type { TriggerRequest } from './trigger.dto.js';

export interface NewEvent {
  readonly event: GatewayEvent;
  /** Null where the sender gave no id: there is nothing to compare with. */
  readonly contentHash: string | null;
  /** The endpoint it is about, which does not get it. */
  readonly about?: string;
  /** The job it is about; null where it names none. */
  readonly job: string | null;
}

/**
 * The event a request stands for, at `now` (Unix ms).
 *
 * @throws UnprocessableEntityException for an event type of the gateway's own, and for data nested too deeply
 * @param givenId the sender's id, from the body or the header
 * @param trace its place in the sender's trace, if it named one
 */
export function newEvent(
  request: TriggerRequest,
  givenId: string | undefined,
  now: number,
  trace?: TraceContext,
): NewEvent {
  const reserved = ownTypeFault(request.event, 'event');
  if (reserved) throw unprocessable([reserved]);
  const time = new Date(now).toISOString();
  const given =
    request.data === undefined ? null : compact(request.data, 'data is nested too deeply to be passed on.');
  const event: GatewayEvent = {
    id: givenId ?? randomUUIDv7(),
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

/** Of what the sender said, not of what was filled in, so that a repeated call compares equal. */
function contentHash(request: TriggerRequest, data: string | null): string {
  const content = JSON.stringify([request.event, request.timestamp ?? null, data]);
  return createHash('sha256').update(content).digest('base64');
}
