import { describeRoutes } from '../http/described/describe-routes.js';
import type { RouteDescription } from '../http/described/route-description.js';
import { EndpointRequest } from '../endpoints/definitions/endpoint.dto.js';
import { RotateKeyRequest, RotateRequest } from './endpoints.dto.js';
import {
  ENDPOINT_ID as params,
  NEW_ENDPOINT,
  NEW_SLACK_ENDPOINT,
} from '../endpoints/definitions/endpoint-examples.js';
import {
  EndpointAnswer,
  EndpointCreatedAnswer,
  EndpointRemovedAnswer,
  EndpointSavedAnswer,
  EndpointsAnswer,
  SecretRotatedAnswer,
} from './endpoint.response.js';

const SHOWN = { description: 'The endpoint.', type: EndpointAnswer };
const PAGE: RouteDescription['query'] = {
  limit: {
    description: 'Endpoints of a page.',
    schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
  },
  cursor: { description: '`next_cursor` of the page before.' },
};

export const api = describeRoutes('Endpoints', {
  listEndpoints: {
    summary: 'Lists the endpoints',
    access: 'admin',
    query: PAGE,
    answers: { 200: { description: 'A page of endpoints.', type: EndpointsAnswer } },
  },
  showEndpoint: {
    summary: 'Shows an endpoint',
    access: 'admin',
    params,
    answers: { 200: SHOWN },
    refusals: [404],
  },
  createEndpoint: {
    summary: 'Makes an endpoint',
    description: '`url` is required. It gets events as soon as this is answered.',
    access: 'admin',
    body: { type: EndpointRequest, examples: { application: NEW_ENDPOINT, slack: NEW_SLACK_ENDPOINT } },
    answers: {
      201: { description: 'It is made; its signing key is shown this once.', type: EndpointCreatedAnswer },
    },
    refusals: [422, 507],
  },
  updateEndpoint: {
    summary: 'Changes the fields named',
    description: 'Null brings a default back. What others changed meanwhile is kept.',
    access: 'admin',
    params,
    body: {
      type: EndpointRequest,
      examples: {
        renamed: { name: 'Editorial app, new server', url: 'https://your-app.com/webhooks/new' },
        'back-to-defaults': { filter: null, timeout_ms: null, retry_schedule_ms: [1_000, 60_000, 3_600_000] },
      },
    },
    answers: { 200: { description: 'The endpoint as it is now.', type: EndpointSavedAnswer } },
    refusals: [404, 409, 422, 507],
  },
  removeEndpoint: {
    summary: 'Removes an endpoint',
    description: 'What waits for it is cancelled; its history stays, its name is not used again.',
    access: 'admin',
    params,
    answers: { 200: { description: 'It is removed.', type: EndpointRemovedAnswer } },
    refusals: [404, 409, 507],
  },
  rotateSecret: {
    summary: 'Gives an endpoint a new signing key',
    description:
      'For 24 hours, or as `overlap_ms` says, the old one signs too. The same key again changes nothing, but for an `overlap_ms` that is shorter; of keys that were replaced only the last signs.',
    access: 'admin',
    params,
    body: {
      type: RotateRequest,
      optional: true,
      examples: {
        'made-here': {},
        'of-your-own': { secret: 'your-own-key-0123456789', overlap_ms: 3_600_000 },
      },
    },
    answers: { 200: { description: 'It signs with the new key.', type: SecretRotatedAnswer } },
    refusals: [404, 409, 507],
  },
  rotateSigningKey: {
    summary: 'Gives an endpoint a new private key of Ed25519',
    description:
      'For 24 hours, or as `overlap_ms` says, the old one signs too; of keys that were replaced only the last signs. The private key is never shown.',
    access: 'admin',
    params,
    body: {
      type: RotateKeyRequest,
      optional: true,
      examples: { 'made-here': {}, 'with-overlap': { signing_key: 'generate', overlap_ms: 3_600_000 } },
    },
    answers: { 200: { description: 'The endpoint with its public keys.', type: EndpointAnswer } },
    refusals: [404, 409, 507],
  },
});
