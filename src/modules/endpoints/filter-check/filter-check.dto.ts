import { AnyObject, ListOf } from '../../http/described/properties.js';
import { eventPatterns, Field, filter } from '../definitions/field-rules.js';

const OPTIONAL = { optional: true, nullable: true };

/** The body of `POST /api/webhooks/endpoints/check-filter`. */
export class FilterCheckRequest {
  @AnyObject('A MongoDB-style query over the event; without it: all of them.', {
    ...OPTIONAL,
    example: { 'data.parameters.country': 'us' },
  })
  @Field(filter)
  filter?: object | null;

  @ListOf({ type: 'string' }, 'Types or patterns; without: `WEBHOOK_EVENTS`.', {
    ...OPTIONAL,
    minItems: 1,
    maxItems: 100,
    example: ['job.*'],
  })
  @Field(eventPatterns)
  events?: string[] | null;
}
