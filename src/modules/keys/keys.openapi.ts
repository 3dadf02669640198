import { describeRoutes } from '../http/described/describe-routes.js';
import { KeyChangeRequest, KeyRotationRequest, NewKeyRequest } from './keys.dto.js';
import { KeyAnswer, KeysAnswer, KeySecretAnswer } from './keys.response.js';

const ID = { id: { description: 'Id of the key.', example: '019b1a2c-6f5f-7a00-8c11-0f4e5a1d2b3c' } };

export const api = describeRoutes('Access', {
  listKeys: {
    summary: 'Lists the keys',
    description: 'Keys of the environment are among them. No answer but those that make a key contains one.',
    access: 'admin',
    answers: { 200: { description: 'The keys.', type: KeysAnswer } },
  },
  createKey: {
    summary: 'Makes a key',
    description:
      'The key is shown once, as `secret`: the gateway keeps a digest. It is valid at once, on all gateways within a second.',
    access: 'admin',
    body: {
      type: NewKeyRequest,
      examples: {
        'job-server': { name: 'render-farm', role: 'emit', types: ['job.*'], rate: 6_000 },
        person: { name: 'ana', role: 'operator', expires_at: '2099-01-01T00:00:00.000Z' },
      },
    },
    answers: { 201: { description: 'The key and its text.', type: KeySecretAnswer } },
    refusals: [409, 422, 507],
  },
  changeKey: {
    summary: 'Changes name, event types, rate or expiry of a key',
    description: 'The role cannot be changed: make another key.',
    access: 'admin',
    params: ID,
    body: { type: KeyChangeRequest, examples: { limit: { rate: 600, types: ['job.completed'] } } },
    answers: { 200: { description: 'The key.', type: KeyAnswer } },
    refusals: [404, 409, 422, 507],
  },
  rotateKey: {
    summary: 'Replaces a key by a new one',
    description: 'The old key stays valid for `overlap_ms`. The new one is shown once, as `secret`.',
    access: 'admin',
    params: ID,
    body: { type: KeyRotationRequest, optional: true, examples: { 'one-hour': { overlap_ms: 3_600_000 } } },
    answers: { 200: { description: 'The key and its new text.', type: KeySecretAnswer } },
    refusals: [404, 409, 507],
  },
  revokeKey: {
    summary: 'Revokes a key',
    description:
      'For good, on all gateways within a second; its sessions of the console and its streams end too. Calls with it are told why they are refused.',
    access: 'admin',
    params: ID,
    answers: { 200: { description: 'The key.', type: KeyAnswer } },
    refusals: [404, 409, 507],
  },
});
