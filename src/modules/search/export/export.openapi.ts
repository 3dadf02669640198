import { describeRoutes } from '../../http/described/describe-routes.js';
import { DELIVERY_QUERY, EVENT_QUERY } from '../../history/query/parameters.js';

const csv = (example: string) => ({
  200: {
    description:
      'The file: a line of names, then a line for each row. Texts that a spreadsheet would run begin with an apostrophe.',
    media: { type: 'text/csv', example },
  },
});
const ndjson = (example: string) => ({
  200: {
    description: 'The file: a JSON object in each line, as in the list.',
    media: { type: 'application/x-ndjson', example },
  },
});

const EVENTS = { access: 'admin', query: EVENT_QUERY } as const;
const DELIVERIES = { access: 'admin', query: DELIVERY_QUERY } as const;

export const api = describeRoutes('Search', {
  exportEventsAsCsv: {
    summary: 'Exports events as CSV',
    ...EVENTS,
    answers: csv('id,type,job_id\r\norder-7,job.completed,job_17\r\n'),
    refusals: [503],
  },
  exportEventsAsNdjson: {
    summary: 'Exports events as NDJSON',
    ...EVENTS,
    answers: ndjson('{"id":"order-7","type":"job.completed"}\n'),
    refusals: [503],
  },
  exportDeliveriesAsCsv: {
    summary: 'Exports deliveries as CSV',
    ...DELIVERIES,
    answers: csv('id,event_id,event\r\n019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c,order-7,job.completed\r\n'),
    refusals: [503],
  },
  exportDeliveriesAsNdjson: {
    summary: 'Exports deliveries as NDJSON',
    ...DELIVERIES,
    answers: ndjson('{"id":"019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c","event":"job.completed"}\n'),
    refusals: [503],
  },
});
