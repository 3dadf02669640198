import { spawnSync } from 'node:child_process';
import { createHmac, createPublicKey, randomBytes, timingSafeEqual, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook as StandardWebhook } from 'standardwebhooks';
import { Webhook as SvixWebhook } from 'svix';
import { aTarget } from '../../test/support/a-target.js';
import { generic } from './generic/generic.adapter.js';
import { SAMPLES } from './samples.js';
import { newSigningKey, privateKeyOf, publicKeyText } from '../modules/model/ed25519.js';
import { brandToken } from '../modules/model/header-names.js';
import { identityHeaders, signatureHeaders } from './signature.js';

const ID = '550e8400-e29b-41d4-a716-446655440000';
const RAW = 'your-secure-webhook-secret-key-here ✓';
const ENCODED = `whsec_${randomBytes(32).toString('base64')}`;
const target = aTarget({ url: 'https://x.example', source: 's' });
const bodies = SAMPLES.map(({ event }) => generic.format(event, target).body);
const body = bodies[0]!;

const sign = (secret: string, text = body): Record<string, string> =>
  signatureHeaders({
    brand: 'StreamGank',
    body: text,
    secret,
    deliveryId: ID,
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
const base64 = (secret: string): string => Buffer.from(secret, 'utf8').toString('base64');

describe('signatureHeaders', () => {
  it('has exactly these headers', () => {
    expect(Object.keys(sign(RAW))).toEqual([
      'X-StreamGank-Signature',
      'webhook-id',
      'webhook-timestamp',
      'webhook-signature',
    ]);
  });

  it.each([RAW, ENCODED])('keys the signature of the guide with the whole secret (%#)', (secret) => {
    const expected = createHmac('sha256', Buffer.from(secret, 'utf8'))
      .update(Buffer.from(body))
      .digest('hex');
    expect(sign(secret)['X-StreamGank-Signature']).toBe(`sha256=${expected}`);
  });

  it('is verified by standardwebhooks, with both kinds of secret', () => {
    expect(new StandardWebhook(ENCODED).verify(body, sign(ENCODED))).toEqual(JSON.parse(body));
    expect(new StandardWebhook(Buffer.from(RAW), { format: 'raw' }).verify(body, sign(RAW))).toEqual(
      JSON.parse(body),
    );
    expect(new StandardWebhook(base64(RAW)).verify(body, sign(RAW))).toEqual(JSON.parse(body));
  });

  it('is verified with either of two keys while they overlap', () => {
    const signing = {
      brand: 'StreamGank',
      body,
      deliveryId: ID,
      timestampSeconds: Math.floor(Date.now() / 1000),
    };
    const other = `whsec_${randomBytes(32).toString('base64')}`;
    const headers = signatureHeaders({ ...signing, secret: ENCODED, previousSecret: other });
    for (const known of [ENCODED, other])
      expect(new StandardWebhook(known).verify(body, headers)).toEqual(JSON.parse(body));
    const alone = (secret: string) => signatureHeaders({ ...signing, secret })['X-StreamGank-Signature'];
    expect(headers['X-StreamGank-Signature']).toBe(alone(ENCODED));
    expect(headers['X-StreamGank-Signature-Previous']).toBe(alone(other));
  });

  it('is verified by svix, with both kinds of secret', () => {
    expect(() => new SvixWebhook(ENCODED).verify(body, sign(ENCODED))).not.toThrow();
    expect(() => new SvixWebhook(base64(RAW)).verify(body, sign(RAW))).not.toThrow();
  });

  it('is refused by both when a byte differs', () => {
    const headers = sign(ENCODED);
    expect(() => new StandardWebhook(ENCODED).verify(`${body} `, headers)).toThrow();
    expect(() => new SvixWebhook(ENCODED).verify(`${body} `, headers)).toThrow();
  });

  it('is verified by the Node verifier of the guide, which parses and writes the JSON again', () => {
    for (const text of bodies) {
      const again = createHmac('sha256', RAW)
        .update(JSON.stringify(JSON.parse(text)))
        .digest('hex');
      const provided = sign(RAW, text)['X-StreamGank-Signature']!.replace('sha256=', '');
      expect(timingSafeEqual(Buffer.from(again, 'hex'), Buffer.from(provided, 'hex'))).toBe(true);
    }
  });

  const python = spawnSync('python3', ['--version']).status === 0;
  if (!python) console.warn('python3 is missing on this machine: its verifiers are not run');
  (python ? it : it.skip)(
    'is verified in Python: by the raw body always, written again for ASCII data',
    () => {
      const cases = [body, '{"event":"a","data":{"x":[1,2.5,null,true],"y":"\\"\\\\n"},"timestamp":"t"}'].map(
        (text) => [text, sign(RAW, text)['X-StreamGank-Signature']],
      );
      const nonAscii = bodies[0]!.replace('action', 'äction ✓');
      const run = spawnSync('python3', ['-c', PYTHON], {
        input: JSON.stringify({
          secret: RAW,
          cases,
          raw: [nonAscii, sign(RAW, nonAscii)['X-StreamGank-Signature']],
        }),
        encoding: 'utf8',
      });
      expect([run.stderr, run.stdout.trim()]).toEqual(['', 'True True True True True']);
    },
  );
});

const PYTHON = `
import hmac, hashlib, json, sys
given = json.load(sys.stdin)
def check(text, signature):
    digest = hmac.new(given['secret'].encode('utf-8'), text.encode('utf-8'), hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, signature.replace('sha256=', ''))
results = []
for text, signature in given['cases']:
    results += [check(text, signature), check(json.dumps(json.loads(text), separators=(',', ':')), signature)]
print(*results, check(*given['raw']))
`;

describe('identityHeaders', () => {
  it('says who sends what', () => {
    expect(identityHeaders({ brand: 'StreamGank', eventType: 'job.completed', deliveryId: ID })).toEqual({
      'User-Agent': 'StreamGank-Webhook/1.0',
      'X-StreamGank-Event': 'job.completed',
      'X-StreamGank-Delivery': ID,
    });
  });
});

describe('brandToken', () => {
  it.each([
    ['Acme Video!', 'AcmeVideo'],
    ['Ünï-Co', 'n-Co'],
    ['日本', 'Gateway'],
    ['a\r\nb: c', 'abc'],
  ])('%p → %p', (brand, token) => {
    expect(brandToken(brand)).toBe(token);
  });
});

describe('The signatures of Ed25519 keys', () => {
  const [key, before] = [newSigningKey(), newSigningKey()];
  const signed = signatureHeaders({
    brand: 'StreamGank',
    body,
    secret: ENCODED,
    signingKeys: [key, before],
    deliveryId: ID,
    timestampSeconds: Math.floor(Date.now() / 1000),
  });
  const parts = signed['webhook-signature']!.split(' ');
  const holds = (part: string, text: string, content = body): boolean => {
    const bytes = Buffer.from(publicKeyText(privateKeyOf(text)!).slice('whpk_'.length), 'base64');
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
    const data = Buffer.from(`${ID}.${signed['webhook-timestamp']}.${content}`);
    const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
    return verify(null, data, publicKey, Buffer.from(part.slice('v1a,'.length), 'base64'));
  };

  it('stand behind that of the secret, one for each key', () => {
    expect(parts.map((part) => part.split(',')[0])).toEqual(['v1', 'v1a', 'v1a']);
    expect([holds(parts[1]!, key), holds(parts[2]!, before)]).toEqual([true, true]);
    expect([holds(parts[1]!, before), holds(parts[1]!, key, `${body} `)]).toEqual([false, false]);
  });

  it('leave the libraries that know secrets alone at rest', () => {
    expect(new StandardWebhook(ENCODED).verify(body, signed)).toEqual(JSON.parse(body));
    expect(() => new SvixWebhook(ENCODED).verify(body, signed)).not.toThrow();
  });
});
