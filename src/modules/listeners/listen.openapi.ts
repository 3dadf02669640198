import { ENDPOINT_ID as params } from '../endpoints/definitions/endpoint-examples.js';
import { describeRoutes } from '../http/described/describe-routes.js';
import { ListenAnswerRequest, ListenRequest } from './listen.dto.js';
import { ListenAnswered, ListenerClosedAnswer, ListenerOpenedAnswer } from './listen.response.js';

export const api = describeRoutes('Endpoints', {
  openListener: {
    summary: 'Opens an endpoint without an address',
    description:
      'Its requests are read from a stream on the same gateway, and answered by number. It expires when no stream reads it for `grace_ms`.',
    access: 'admin',
    body: {
      type: ListenRequest,
      examples: { 'some-events': { events: ['demo.*'] } },
    },
    answers: { 201: { description: 'The listener.', type: ListenerOpenedAnswer } },
    refusals: [409, 507],
  },
  readListener: {
    summary: 'Streams the requests of a listener as Server-Sent Events',
    description:
      'Each `request` has `hand` (its number), `method`, `headers`, `body` and `timeout_ms`: exactly what an endpoint with an address would get. A second stream replaces the first.',
    access: 'admin',
    params,
    answers: {
      200: {
        description: 'An endless stream of requests.',
        media: {
          type: 'text/event-stream',
          example: 'event: request\ndata: {"hand":"0b3c6f0e-…","method":"POST"}\n\n',
        },
      },
    },
    refusals: [404],
  },
  closeListener: {
    summary: 'Closes a listener',
    description:
      'Its endpoint is removed at once, its stream ends, and what is undelivered is cancelled (`listener_disconnected`); its history stays.',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is closed.', type: ListenerClosedAnswer } },
    refusals: [404, 507],
  },
  answerRequest: {
    summary: 'Answers a request of a listener',
    access: 'admin',
    params,
    body: {
      type: ListenAnswerRequest,
      examples: {
        answered: { hand: '0b3c6f0e-6f5f-4a00-8c11-0f4e5a1d2b3c', status: 200, body: 'ok' },
        unanswered: {
          hand: '0b3c6f0e-6f5f-4a00-8c11-0f4e5a1d2b3c',
          error: 'connect ECONNREFUSED 127.0.0.1:4000',
        },
      },
    },
    answers: { 200: { description: 'The answer was taken, or came too late.', type: ListenAnswered } },
    refusals: [404],
  },
});
