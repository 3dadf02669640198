import { describeRoutes } from '../http/described/describe-routes.js';
import {
  EventTypeAnswer,
  EventTypeRemovedAnswer,
  EventTypeRequest,
  EventTypeSavedAnswer,
  EventTypesAnswer,
  ValueNamesAnswer,
  ValueNamesRequest,
} from './event-types.response.js';

const params = { type: { description: 'Name of the type; no pattern.', example: 'job.completed' } };
const ETAG = {
  ETag: { description: 'Revision of the entry of the API, in quotes.', schema: { type: 'string' } },
};
const IF_MATCH = {
  'If-Match': {
    description:
      '`revision` that was seen, as `"3"` or `3`; 0 where the API has no entry. Another revision is refused with 409.',
    schema: { type: 'string', pattern: '^(W/)?"?\\d{1,15}"?$' },
  },
};

export const api = describeRoutes('Event types', {
  listEventTypes: {
    summary: 'Lists the event types',
    description:
      'The catalogue in effect. Field by field, the API wins over `events:` in the configuration file, and the file over what is built in.',
    access: 'admin',
    answers: { 200: { description: 'All types.', type: EventTypesAnswer } },
  },
  putValueNames: {
    summary: 'Replaces the names of values',
    description:
      'Replaces the names of the API as a whole; an empty object removes them. For the same code, the API wins over `events.values` in the configuration file, and the file over what is built in. In effect on every node within a second.',
    access: 'admin',
    headers: IF_MATCH,
    body: {
      type: ValueNamesRequest,
      examples: {
        platforms: {
          values: { platform: { rakuten_tv: 'Rakuten TV' }, country: { latam: 'Latin America' } },
        },
        none: { values: {} },
      },
    },
    answers: { 200: { description: 'The names in effect now.', type: ValueNamesAnswer, headers: ETAG } },
    refusals: [409, 507],
  },
  showEventType: {
    summary: 'Shows an event type',
    access: 'admin',
    params,
    answers: { 200: { description: 'The type as it is in effect.', type: EventTypeAnswer, headers: ETAG } },
    refusals: [404],
  },
  putEventType: {
    summary: 'Adds an event type, or overrides fields of one',
    description:
      'Replaces the entry of the API as a whole. A field that is left out keeps the value of the file or of the built-in type. In effect on every node within a second.',
    access: 'admin',
    params,
    headers: IF_MATCH,
    body: {
      type: EventTypeRequest,
      examples: {
        'own-texts': { headline: 'Film ready', emoji: '🎬' },
        'with-a-schema': {
          headline: 'Invoice paid',
          subject: ['{{ data.customer }}'],
          facts: ['**{{ data.amount }}** paid'],
          schema: { type: 'object', required: ['invoice_id'] },
          on_mismatch: 'warn',
        },
      },
    },
    answers: {
      200: { description: 'The type as it is in effect now.', type: EventTypeSavedAnswer, headers: ETAG },
    },
    refusals: [409, 422, 507],
  },
  removeEventType: {
    summary: 'Removes the entry of the API',
    description: 'The entry of the file, or the built-in type, is in effect again.',
    access: 'admin',
    params,
    headers: IF_MATCH,
    answers: { 200: { description: 'The entry is removed.', type: EventTypeRemovedAnswer } },
    refusals: [404, 409, 507],
  },
});
