import { ArrayNotEmpty, IsArray } from 'class-validator';

/** Events of one call. */
export const EVENTS_MAX = 1_000;

/** The body of `POST /api/webhooks/events` in the gateway's own form. */
export class EventsRequest {
  /** Each as in `POST /api/webhooks/trigger`. */
  @ArrayNotEmpty({ message: 'events is empty; it holds at least one event.' })
  @IsArray({ message: `events is required, a list of at most ${EVENTS_MAX} events.` })
  events!: readonly unknown[];
}
