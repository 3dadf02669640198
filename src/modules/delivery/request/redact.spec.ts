import { describe, expect, it } from '@jest/globals';
import { anEndpoint } from '../../../../test/support/an-endpoint.js';
import { withoutSecrets } from './redact.js';

const endpoint = anEndpoint({
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
});

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
    ['the beginning of a key that is cut off', 'not SIGNING-01… (50035)', 'not ***… (50035)'],
    [
      'the beginning of a key that is cut off with the text',
      `${'x'.repeat(16_374)}SIGNING-01`,
      `${'x'.repeat(16_374)}***`,
    ],
    ['no ordinary words', 'acme is not known to webhooks SIGN…', 'acme is not known to webhooks SIGN…'],
  ])('masks %s', (_, text, shown) => {
    expect(withoutSecrets(text, endpoint)).toBe(shown);
  });

  const short = anEndpoint({
    ...endpoint,
    headers: { 'X-Key': 'k9z8y7', Authorization: 'Basic Ym90OnA0c3N3MHJk' },
  });
  const awkward = anEndpoint({ ...endpoint, secret: 'a key/with "all" <of> & ü~%+' });

  it.each([
    ['as it is', 'k9z8y7'],
    ['in base64', Buffer.from('k9z8y7').toString('base64')],
    ['in base64 without padding', Buffer.from('k9z8y7').toString('base64url')],
    ['in hex', Buffer.from('k9z8y7').toString('hex')],
    ['in upper-case hex', Buffer.from('k9z8y7').toString('hex').toUpperCase()],
    ['of Basic, decoded', 'p4ssw0rd'],
    ['of Basic, with its name', 'bot:p4ssw0rd'],
  ])('masks a short value %s', (_, text) => {
    expect(withoutSecrets(`you sent ${text}, I think`, short)).toBe('you sent ***, I think');
  });

  it.each(['', 'a', 'ab', 'abc', 'abcd'])(
    'masks a secret within the base64 of a longer text (%j before it)',
    (before) => {
      const text = Buffer.from(`${before}{"key":"HEADER-0123456789","n":1}`).toString('base64');
      const shown = withoutSecrets(text, endpoint);
      const known = Buffer.from(shown.replaceAll('***', '////')).toString();
      expect(shown).toContain('***');
      expect(Buffer.from(shown.split('***')[0]!, 'base64').toString()).not.toContain('HEADER-012');
      expect(known).not.toContain('0123456789');
    },
  );

  it.each([
    ['JSON', JSON.stringify('a key/with "all" <of> & ü~%+').slice(1, -1)],
    ['JSON of ASCII', 'a key/with \\"all\\" <of> & \\u00fc~%+'],
    ['a URL', encodeURIComponent('a key/with "all" <of> & ü~%+')],
    ['a form', encodeURIComponent('a key/with "all" <of> & ü~%+').replaceAll('%20', '+')],
    [
      'a URL in lower case',
      encodeURIComponent('a key/with "all" <of> & ü~%+').replaceAll(/%../g, (octet) => octet.toLowerCase()),
    ],
    ['HTML', 'a key/with &quot;all&quot; &lt;of&gt; &amp; ü~%+'],
    ['base64url', Buffer.from('a key/with "all" <of> & ü~%+').toString('base64url')],
  ])('masks a secret as written in %s', (_, text) => {
    expect(withoutSecrets(`echo: ${text}`, awkward)).toBe('echo: ***');
  });

  it('masks a signing key without its prefix', () => {
    const keyed = anEndpoint({ ...endpoint, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' });
    expect(withoutSecrets('key MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', keyed)).toBe('key ***');
  });

  it('leaves values of up to five letters unmasked', () => {
    const words = anEndpoint({ ...endpoint, headers: { 'X-Env': 'live', 'X-Team': 'video' } });
    expect(withoutSecrets('the live video', words)).toBe('the live video');
  });
});
