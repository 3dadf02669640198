import { HttpException } from '@nestjs/common';
import { BODY_LIMIT } from '../../http/body-limit.js';
import { newEvent, type NewEvent } from '../new-event.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-events.js';

/**
 * The event that was sent, or why it is not taken, at `now` (Unix ms).
 *
 * @param idHere of an event that was sent without one, by its place in the call
 */
export function takenEvent(sent: SentEvent, now: number, idHere?: string): NewEvent | Rejection {
  if ('faults' in sent) return rejection(sent.faults);
  const { request } = sent;
  try {
    const taken = newEvent(request, request.id ?? idHere, now);
    if (Buffer.byteLength(taken.event.data) <= BODY_LIMIT) return taken;
    return rejection([{ field: 'data', message: 'data is over 1 MiB.' }], 'body_too_large');
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    const { message } = error;
    return rejection([{ field: 'data', message }], 'unprocessable');
  }
}
