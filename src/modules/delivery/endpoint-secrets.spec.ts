import { describe, expect, it } from '@jest/globals';
import type { Endpoint } from '../model/endpoint.js';
import { withoutSecrets } from './endpoint-secrets.js';

const endpoint = {
  url: 'http://proxy.example/api/webhooks/42/TOKEN-abc%7Edef?key=QUERY%2Bvalue',
  maskedUrl: 'http://proxy.example/api/webhooks/42/***',
  headers: {
    Authorization: 'Bearer HEADER-0123456789',
    'X-Tenant': 'acme',
    'X-Quoted': 'say "QUOTED-0123"',
    'X-Key': 'base64/of/it==',
  },
  secret: 'SIGNING-0123456789',
  previousSecret: { secret: 'PREVIOUS-0123456789', until: 0 },
} as unknown as Endpoint;

describe(withoutSecrets.name, () => {
  it.each([
    ['a path', 'no such hook: /api/webhooks/42/TOKEN-abc%7Edef', 'no such hook: /api/webhooks/42/***'],
    ['a path, decoded', 'no such hook: TOKEN-abc~def', 'no such hook: ***'],
    ['a query', 'at ?key=QUERY%2Bvalue', 'at ?key=***'],
    ['a query, decoded', 'the key QUERY+value', 'the key ***'],
    ['a header', 'got "Bearer HEADER-0123456789"', 'got "***"'],
    ['a header without its scheme', 'the token HEADER-0123456789 is over', 'the token *** is over'],
    ['a header in JSON', JSON.stringify({ got: 'say "QUOTED-0123"' }), '{"got":"***"}'],
    ['a header in JSON that escapes slashes', '{"got":"base64\\/of\\/it=="}', '{"got":"***"}'],
    ['keys', 'SIGNING-0123456789, then PREVIOUS-0123456789', '***, then ***'],
    ['the beginning of one, cut off', 'not SIGNING-01… (50035)', 'not ***… (50035)'],
    [
      'the beginning of one, cut off with the text',
      `${'x'.repeat(16_374)}SIGNING-01`,
      `${'x'.repeat(16_374)}***`,
    ],
    ['words', 'acme is not known to webhooks SIGN…', 'acme is not known to webhooks SIGN…'],
  ])('takes out %s', (_, said, shown) => {
    expect(withoutSecrets(said, endpoint)).toBe(shown);
  });
});
