import { Registry } from 'prom-client';
import { describeRoutes } from '../http/described/describe-routes.js';
import { AliveAnswer, StatusAnswer } from './status.response.js';
import { STREAM_MESSAGE_TYPES } from '../model/stream-message-types.js';

export const api = describeRoutes('Observing', {
  showStatus: {
    summary: 'Shows the status of endpoints, deliveries and gateways',
    access: 'admin',
    answers: { 200: { description: 'The status.', type: StatusAnswer } },
  },
  readMetrics: {
    summary: 'Serves the metrics for Prometheus',
    access: 'admin',
    answers: {
      200: {
        description: 'Metrics in the text format.',
        media: {
          type: Registry.PROMETHEUS_CONTENT_TYPE,
          example: 'webhook_events_accepted_total{event_type="job.completed"} 42',
        },
      },
    },
  },
  listen: {
    summary: 'Streams what happens on all gateways as Server-Sent Events',
    description:
      'Each message has an `id`, one of the types as `event`, and JSON as `data`. A client that reconnects with `Last-Event-ID` gets the messages it missed; `reset` tells that some are no longer kept, or that a job was erased: what was read before may be old.',
    access: 'admin',
    query: {
      types: {
        description: `Message types, separated by commas; by default all: ${STREAM_MESSAGE_TYPES.join(', ')}.`,
        example: 'event,delivery',
      },
    },
    headers: { 'Last-Event-ID': { description: 'Id of the last message that was read.' } },
    answers: {
      200: {
        description: 'An endless stream of messages.',
        media: { type: 'text/event-stream', example: 'id: 6f5e-7\nevent: event\ndata: {"id":"order-7"}\n\n' },
      },
    },
  },
  isAlive: {
    summary: 'Tells that the process is running',
    access: 'open',
    answers: { 200: { description: 'The process is running.', type: AliveAnswer } },
  },
  isReady: {
    summary: 'Tells whether the gateway accepts events',
    access: 'open',
    answers: { 200: { description: 'The gateway accepts events.', type: AliveAnswer } },
    refusals: [503],
  },
});
