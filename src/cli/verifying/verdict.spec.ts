import { describe, expect, it } from '@jest/globals';
import { signatureHeaders } from '../../adapters/signature.js';
import { newSigningKey, privateKeyOf, publicKeyText } from '../../modules/model/ed25519.js';
import { headersOf, requestOf } from './signed-request.js';
import { verdictOn, type Terms } from './verdict.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const BODY = '{"event":"job.completed","data":{"title":"Été","n":154284075601887489}}';
const SIGNED_S = 1_767_268_530;
const TERMS: Terms = {
  secrets: [SECRET],
  toleranceMs: 300_000,
  now: SIGNED_S * 1_000 + 2_000,
  brand: 'StreamGank',
};

function signed({ body = BODY, secret = SECRET, previousSecret = null as string | null } = {}): Map<
  string,
  string
> {
  const signing = {
    brand: 'StreamGank',
    body,
    secret,
    previousSecret,
    deliveryId: 'd-1',
    timestampSeconds: SIGNED_S,
  };
  return headersOf(Object.entries(signatureHeaders(signing)).map(([name, value]) => `${name}: ${value}`));
}
const judged = (body: string, headers = signed(), terms: Partial<Terms> = {}) =>
  verdictOn({ headers, body: Buffer.from(body) }, { ...TERMS, ...terms });

describe('The verdict on a signature', () => {
  it('names the key that made it and its age', () => {
    expect(judged(BODY)).toEqual({
      valid: true,
      code: 'valid',
      message: 'The signature is right, made with the key 2 s ago.',
      key: 1,
      age_s: 2,
    });
    const rotated = signed({ secret: 'another-secret-of-16', previousSecret: SECRET });
    expect(judged(BODY, rotated, { secrets: ['unknown-secret', SECRET] })).toMatchObject({
      valid: true,
      key: 2,
    });
  });

  it('names a body that is shorter than its Content-Length', () => {
    const length = Buffer.byteLength(BODY);
    const headers = new Map([...signed(), ['content-length', String(length)]]);
    expect(judged(BODY.slice(0, -3), headers)).toMatchObject({
      code: 'body_changed',
      message: `The body is cut: ${length - 3} of the ${length} bytes of Content-Length are there.`,
    });
  });

  it('says of a signature that a clock a little ahead has made that it is in the future', () => {
    expect(judged(BODY, signed(), { now: SIGNED_S * 1_000 - 2_000 })).toMatchObject({
      valid: true,
      message: 'The signature is right, made with the key 2 s in the future.',
    });
  });

  it('says by how much it is too old or in the future', () => {
    expect(judged(BODY, signed(), { now: (SIGNED_S + 1_000) * 1_000 })).toMatchObject({
      code: 'too_old',
      message: expect.stringContaining('too old by 11 min: signed 16 min ago, tolerance 5 min'),
      age_s: 1_000,
    });
    expect(judged(BODY, signed(), { now: (SIGNED_S - 400) * 1_000 })).toMatchObject({ code: 'too_new' });
  });

  it.each([
    [`${BODY}\n`, 'a line break was added at its end'],
    [`\uFEFF${BODY}`, 'a byte order mark was added'],
    [BODY.replaceAll(':', ': ').replace('É', '\\u00c9'), 'its JSON was parsed and written anew'],
    [BODY.replaceAll(',', ',\n  '), 'its JSON was parsed and written anew'],
  ])('tells how the body was changed: %j', (body, change) => {
    expect(judged(body)).toMatchObject({
      code: 'body_changed',
      key: 1,
      message: expect.stringContaining(change),
    });
  });

  it('tells a key that is read in another way from a wrong one', () => {
    const asText = signed({ secret: SECRET.slice('whsec_'.length) });
    expect(judged(BODY, asText)).toMatchObject({
      code: 'wrong_key',
      message: expect.stringContaining('without whsec_'),
    });
    expect(judged(BODY, signed(), { secrets: ['quite-another-secret'] })).toMatchObject({
      code: 'wrong_key_or_body',
    });
    expect(judged('{"event":"job.failed"}')).toMatchObject({ code: 'wrong_key_or_body', key: null });
  });

  it('tells changed headers from a changed body', () => {
    const headers = signed().set('webhook-id', 'd-2');
    expect(judged(BODY, headers)).toMatchObject({ code: 'content_changed' });
  });

  it('names missing headers, and what is wrong with the form of the others', () => {
    const bare = signed();
    bare.delete('webhook-timestamp');
    expect(judged(BODY, bare)).toMatchObject({
      code: 'missing_header',
      message: expect.stringMatching(/^webhook-timestamp is missing\. X-StreamGank-Signature is there/),
    });
    const inMs = signed().set('webhook-timestamp', `${SIGNED_S}000`);
    expect(judged(BODY, inMs)).toMatchObject({
      code: 'malformed_timestamp',
      message: expect.stringContaining('in ms'),
    });
    const forms = {
      'v1,short': '3 bytes',
      'sha256=abc': 'v1,',
      [`v1,${'ab'.repeat(32)}`]: 'hexadecimal',
      'v1,_-': 'base64url',
    };
    for (const [signature, fault] of Object.entries(forms))
      expect(judged(BODY, signed().set('webhook-signature', signature))).toMatchObject({
        code: 'malformed_signature',
        message: expect.stringContaining(fault),
      });
  });
});

describe('A saved request', () => {
  it('is read with and without its request line, and cut to its Content-Length', () => {
    const saved = requestOf(
      Buffer.from('POST /hook HTTP/1.1\r\nWebhook-Id: d-1\r\nContent-Length: 2\r\n\r\n{}\n'),
    );
    expect(saved.headers.get('webhook-id')).toBe('d-1');
    expect(String(saved.body)).toBe('{}');
    expect(String(requestOf(Buffer.from('webhook-id: d-1\n\n{}\n')).body)).toBe('{}\n');
    expect(() => requestOf(Buffer.from('webhook-id: d-1'))).toThrow('no empty line');
  });
});

describe('The verdict on a signature of Ed25519', () => {
  const KEY = newSigningKey();
  const PUBLIC = publicKeyText(privateKeyOf(KEY)!);
  const asymmetric = signatureHeaders({
    brand: 'StreamGank',
    body: BODY,
    secret: SECRET,
    signingKeys: [KEY],
    deliveryId: 'd-1',
    timestampSeconds: SIGNED_S,
  });
  const headers = headersOf(Object.entries(asymmetric).map(([name, value]) => `${name}: ${value}`));

  it('names the public key that it belongs to', () => {
    expect(judged(BODY, headers, { secrets: [PUBLIC] })).toMatchObject({
      valid: true,
      key: 1,
      message: 'The signature is right, made with the public key 2 s ago.',
    });
    const other = publicKeyText(privateKeyOf(newSigningKey())!);
    expect(judged(BODY, headers, { secrets: ['other-secret', other, PUBLIC] })).toMatchObject({
      valid: true,
      key: 3,
      message: expect.stringContaining('public key 3 of 3'),
    });
    expect(judged(BODY, headers)).toMatchObject({ valid: true, key: 1 });
  });

  it('is against a changed body and another public key', () => {
    const other = publicKeyText(privateKeyOf(newSigningKey())!);
    expect(judged(`${BODY} `, headers, { secrets: [PUBLIC] }).valid).toBe(false);
    expect(judged(BODY, headers, { secrets: [other] }).valid).toBe(false);
  });

  it('says that a secret does not verify it', () => {
    const only = new Map([
      ...headers,
      ['webhook-signature', headers.get('webhook-signature')!.split(' ')[1]!],
    ]);
    expect(judged(BODY, only)).toMatchObject({
      code: 'malformed_signature',
      message: expect.stringContaining('public key'),
    });
  });
});
