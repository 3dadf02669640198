import { describeRoutes } from '../http/described/describe-routes.js';
import { EventDetailAnswer, EventsAnswer } from './event.response.js';
import { EVENT_QUERY, PAGE } from './query/parameters.js';

export const api = describeRoutes('Events', {
  listEvents: {
    summary: 'Lists accepted events',
    access: 'admin',
    query: { ...EVENT_QUERY, ...PAGE },
    answers: { 200: { description: 'A page of events.', type: EventsAnswer } },
  },
  showEvent: {
    summary: 'Shows an event with its data and deliveries',
    access: 'admin',
    params: { id: { description: 'Id of the event.', example: 'order-7' } },
    answers: { 200: { description: 'The event.', type: EventDetailAnswer } },
    refusals: [404],
  },
});
