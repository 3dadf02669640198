import { HttpException } from '@nestjs/common';
import { BODY_LIMIT } from '../../http/body-limit.js';
import { newEvent, type NewEvent } from '../new-event.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-events.js';

/**
 * The event that was sent, or why it is not taken, at `now` (Unix ms).
 *
 * @param signedId id of the signed request as a part of which it came, for an event that has none of its own
 */
export function takenEvent(sent: SentEvent, now: number, signedId?: string): NewEvent | Rejection {
  if ('faults' in sent) return rejection(sent.faults);
  const { request } = sent;
  try {
    const taken = newEvent(request, request.id ?? signedId, now);
    if (Buffer.byteLength(taken.event.data) <= BODY_LIMIT) return taken;
    return rejection([{ field: 'data', message: 'data is over 1 MiB.' }], 'body_too_large');
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    const { message } = error;
    return rejection([{ field: 'data', message }], 'unprocessable');
  }
}
