import { ArrayNotEmpty, IsArray } from 'class-validator';
import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import { ListOf } from '../../http/described/properties.js';
import { TriggerRequest } from '../trigger.dto.js';

/** Maximum of events in one call. */
export const EVENTS_MAX = 1_000;

/** Body of `POST /api/webhooks/events` in the gateway's own form. */
@ApiExtraModels(TriggerRequest)
export class EventsRequest {
  /**
   * Events, each as in `POST /api/webhooks/trigger`. They are validated one by one later: a fault of one does not
   * affect the others.
   */
  @ListOf(
    { anyOf: [{ $ref: getSchemaPath(TriggerRequest) }, {}] },
    'Each as in `POST /api/webhooks/trigger`; what is wrong with one does not concern the others.',
    { minItems: 1, maxItems: EVENTS_MAX },
  )
  @ArrayNotEmpty({ message: 'events is empty; it holds at least one event.' })
  @IsArray({ message: `events is a list of 1 to ${EVENTS_MAX} events.` })
  events!: readonly unknown[];
}
