import { Registry } from 'prom-client';
import { describeRoutes } from '../http/described/describe-routes.js';
import { AliveAnswer, StatusAnswer } from './status.response.js';
import { TYPES } from './stream/activity-stream.service.js';

export const api = describeRoutes('Observing', {
  showStatus: {
    summary: 'Shows the whole at a glance',
    access: 'admin',
    answers: { 200: { description: 'The status.', type: StatusAnswer } },
  },
  readMetrics: {
    summary: 'What Prometheus scrapes',
    access: 'admin',
    answers: {
      200: {
        description: 'Metrics in the text format.',
        media: { type: Registry.PROMETHEUS_CONTENT_TYPE, example: 'gateway_events_total 42' },
      },
    },
  },
  listen: {
    summary: 'Tells what happens on all gateways, as Server-Sent Events',
    description:
      'Each message has an `id`, one of the types as `event`, and JSON as `data`. Who comes back with `Last-Event-ID` goes on where it was; `reset` says that something was missed.',
    access: 'admin',
    query: {
      types: {
        description: `Some of ${TYPES.join(', ')}, with commas; without: all.`,
        example: 'event,delivery',
      },
    },
    headers: { 'Last-Event-ID': { description: 'Of the last message that was read.' } },
    answers: {
      200: {
        description: 'Messages without end.',
        media: { type: 'text/event-stream', example: 'id: 6f5e-7\nevent: event\ndata: {"id":"order-7"}\n\n' },
      },
    },
  },
  isAlive: {
    summary: 'Says that the process runs',
    access: 'open',
    answers: { 200: { description: 'It runs.', type: AliveAnswer } },
  },
  isReady: {
    summary: 'Says whether the gateway can take events',
    access: 'open',
    answers: { 200: { description: 'It can.', type: AliveAnswer } },
    refusals: [503],
  },
});
