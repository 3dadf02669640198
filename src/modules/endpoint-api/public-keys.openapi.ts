import { describeRoutes } from '../http/described/describe-routes.js';
import { ENDPOINT_ID as params } from '../endpoints/definitions/endpoint-examples.js';
import { PublicKeysAnswer } from './public-keys.response.js';

export const api = describeRoutes('Endpoints', {
  showPublicKeys: {
    summary: 'Shows the public keys of an endpoint',
    description:
      'The keys of Ed25519 by which the receiver verifies `v1a` signatures, as a JSON Web Key Set. Public, for receivers have no key of the gateway.',
    access: 'open',
    params,
    answers: { 200: { description: 'The keys.', type: PublicKeysAnswer } },
    refusals: [404],
  },
});
