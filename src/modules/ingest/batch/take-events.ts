import { HttpException } from '@nestjs/common';
import { BODY_LIMIT } from '../../http/body-limit.js';
import type { TraceContext } from '../../model/trace-context.js';
import { newEvent, type NewEvent } from '../new-event.js';
import { ownTypeFault } from '../own-types.js';
import { rejection, type Rejection } from './rejection.js';
import type { SentEvent } from './sent-event.js';

/** What an event has from the call it came with. */
export interface Call {
  /** Unix ms. */
  readonly now: number;
  /** The id of an event that was sent without one, by its place in the call. */
  readonly idHere?: string | undefined;
  readonly trace?: TraceContext | undefined;
}

/** The event that was sent, or why it is not taken. */
export function takenEvent(sent: SentEvent, { now, idHere, trace }: Call): NewEvent | Rejection {
  if ('faults' in sent) return rejection(sent.faults);
  const { request, cloudEvent } = sent;
  const reserved = ownTypeFault(request.event, cloudEvent === undefined ? 'event' : 'type');
  if (reserved) return rejection([reserved], 'unprocessable');
  try {
    const taken = newEvent(request, request.id ?? idHere, now, trace);
    if (Buffer.byteLength(taken.event.data) <= BODY_LIMIT)
      return cloudEvent === undefined ? taken : { ...taken, event: { ...taken.event, cloudEvent } };
    return rejection([{ field: 'data', message: 'data is over 1 MiB.' }], 'body_too_large');
  } catch (error) {
    if (!(error instanceof HttpException)) throw error;
    const { message } = error;
    return rejection([{ field: 'data', message }], 'unprocessable');
  }
}
