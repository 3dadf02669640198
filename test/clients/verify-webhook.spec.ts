import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { Webhook } from 'standardwebhooks';
import { expressWebhook } from '../../clients/node/src/express-webhook.js';
import { fastifyWebhook } from '../../clients/node/src/fastify-webhook.js';
import { verifyWebhook, type VerifyOptions } from '../../clients/node/src/verify-webhook.js';
import type { WebhookVerificationError } from '../../clients/node/src/webhook-verification-error.js';
import { newSigningKey, privateKeyOf, publicKeyText } from '../../src/modules/model/ed25519.js';
import { signatureHeaders } from '../../src/adapters/signature.js';

const SECRET = 'your-secure-webhook-secret-key-here';
const OLD = `whsec_${Buffer.from('the secret used before, 32 bytes').toString('base64')}`;
const NOW = Date.parse('2026-01-01T12:00:00Z');
const DELIVERY = '550e8400-e29b-41d4-a716-446655440000';
const PAYLOAD = {
  event: 'job.completed',
  data: { job_id: 'j1', title: 'Größe 🎬' },
  timestamp: '2026-01-01T11:59:59.000Z',
  webhook_id: 'webhook_1',
  source: 'streamgank',
};
const BODY = JSON.stringify(PAYLOAD);

type HeaderMap = Record<string, string>;

/** The headers the gateway signs a body with. */
function signed(secret = SECRET, at = NOW, body = BODY): HeaderMap {
  const timestampSeconds = Math.floor(at / 1000);
  const headers = signatureHeaders({
    brand: 'StreamGank',
    body,
    secret,
    deliveryId: DELIVERY,
    timestampSeconds,
  });
  return { ...headers, 'X-StreamGank-Delivery': DELIVERY };
}

/** Leaves the headers that a sender without Standard Webhooks sends. */
function bodyOnly(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('webhook-')));
}

/** During a rotation: both signatures of each kind, the new one first. */
function rotated(): HeaderMap {
  const [fresh, old] = [signed(SECRET), signed(OLD)];
  return {
    ...fresh,
    'webhook-signature': `${fresh['webhook-signature']} ${old['webhook-signature']}`,
    'X-StreamGank-Signature-Previous': old['X-StreamGank-Signature']!,
  };
}

const verify = (
  headers: Parameters<typeof verifyWebhook>[1],
  secret: string | string[] = SECRET,
  options: VerifyOptions = {},
  body: string | Uint8Array = BODY,
) => verifyWebhook(body, headers, secret, { now: NOW, ...options });

/** As receivers do that also know senders without Standard Webhooks headers. */
const verifyOld = (
  headers: HeaderMap,
  secret: string | string[] = SECRET,
  body: string | Uint8Array = BODY,
) => verify(headers, secret, { requireTimestamp: false }, body);

function codeOf(attempt: () => unknown): string {
  try {
    attempt();
    return 'verified';
  } catch (error) {
    return (error as WebhookVerificationError).code;
  }
}

describe('verifyWebhook', () => {
  it('returns the verified payload', () => {
    expect(verify(signed())).toEqual({
      event: 'job.completed',
      data: PAYLOAD.data,
      timestamp: PAYLOAD.timestamp,
      webhookId: 'webhook_1',
      source: 'streamgank',
      deliveryId: DELIVERY,
      scheme: 'standard',
      payload: PAYLOAD,
    });
  });

  it.each([
    ['a plain secret', SECRET],
    ['a whsec_ secret', OLD],
    ['a secret beyond ASCII', 'schlüssel-密钥'],
  ])('knows both signatures made with %s, over text and bytes', (_, secret) => {
    const headers = signed(secret);
    expect(verify(headers, secret).scheme).toBe('standard');
    expect(verifyOld(bodyOnly(headers), secret).scheme).toBe('body');
    expect(verify(headers, secret, {}, Buffer.from(BODY)).scheme).toBe('standard');
    expect(verifyOld(bodyOnly(headers), secret, new TextEncoder().encode(BODY)).deliveryId).toBe(DELIVERY);
  });

  it('accepts signatures of the standardwebhooks library', () => {
    const signature = new Webhook(OLD).sign('msg_1', new Date(NOW), BODY);
    const headers = {
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(NOW / 1000),
      'webhook-signature': signature,
    };
    expect(verify(headers, OLD)).toMatchObject({ deliveryId: 'msg_1', event: 'job.completed' });
  });

  it('reads headers of any type and case', () => {
    const headers = signed();
    const upper = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toUpperCase(), [value]]),
    );
    expect(verify(upper).scheme).toBe('standard');
    expect(verify(new Headers(headers)).scheme).toBe('standard');
  });

  it('accepts the gateway’s brand', () => {
    const headers = {
      'X-Acme-Signature': `sha256=${createHmac('sha256', SECRET).update(BODY).digest('hex')}`,
      'X-Acme-Delivery': DELIVERY,
    };
    expect(verify(headers, SECRET, { brand: 'Acme', requireTimestamp: false }).deliveryId).toBe(DELIVERY);
    expect(codeOf(() => verify(headers))).toBe('missing_signature');
  });
});

describe('verifyWebhook during a rotation of the secret', () => {
  it.each([
    ['the new secret', SECRET],
    ['the old secret', OLD],
    ['both', [OLD, SECRET]],
  ])('accepts both signatures with %s', (_, secret) => {
    expect(verify(rotated(), secret).scheme).toBe('standard');
    expect(verifyOld(bodyOnly(rotated()), secret).scheme).toBe('body');
  });

  it('accepts a delivery signed with either secret when it has both', () => {
    for (const secret of [SECRET, OLD]) {
      expect(verify(signed(secret), [SECRET, OLD]).scheme).toBe('standard');
      expect(verifyOld(bodyOnly(signed(secret)), [SECRET, OLD]).scheme).toBe('body');
    }
  });

  it('refuses a third secret', () => {
    expect(codeOf(() => verify(rotated(), 'third'))).toBe('wrong_signature');
    expect(codeOf(() => verifyOld(bodyOnly(rotated()), 'third'))).toBe('wrong_signature');
  });
});

describe('verifyWebhook', () => {
  const MINUTES = 60_000;
  it.each<[string, string, () => unknown]>([
    ['no signature', 'missing_signature', () => verify({})],
    ['another body', 'wrong_signature', () => verify(signed(), SECRET, {}, `${BODY} `)],
    ['another body, old form', 'wrong_signature', () => verifyOld(bodyOnly(signed()), SECRET, `${BODY} `)],
    ['another secret', 'wrong_signature', () => verify(signed('other'))],
    ['another delivery id', 'wrong_signature', () => verify({ ...signed(), 'webhook-id': 'other' })],
    [
      'another time',
      'wrong_signature',
      () => verify({ ...signed(), 'webhook-timestamp': String(NOW / 1000 + 1) }),
    ],
    ['a time that is none', 'wrong_signature', () => verify({ ...signed(), 'webhook-timestamp': '1e9' })],
    [
      'a signature of another version',
      'wrong_signature',
      () =>
        verify({ ...signed(), 'webhook-signature': signed()['webhook-signature']!.replace('v1,', 'v2,') }),
    ],
    ['an empty signature', 'wrong_signature', () => verify({ ...signed(), 'webhook-signature': 'v1,' })],
    [
      'a shortened hex signature',
      'wrong_signature',
      () => verifyOld({ 'X-StreamGank-Signature': 'sha256=00' }),
    ],
    ['five minutes and one second ago', 'too_old', () => verify(signed(SECRET, NOW - 5 * MINUTES - 1000))],
    ['five minutes and one second ahead', 'too_new', () => verify(signed(SECRET, NOW + 5 * MINUTES + 1000))],
    [
      'over a tolerance of 1 s',
      'too_old',
      () => verify(signed(SECRET, NOW - 2000), SECRET, { toleranceSeconds: 1 }),
    ],
    [
      'a recorded request stripped to X-StreamGank-Signature',
      'missing_signature',
      () => verify(bodyOnly(signed())),
    ],
    [
      'the same with another delivery id',
      'missing_signature',
      () => verify({ ...bodyOnly(signed()), 'X-StreamGank-Delivery': 'other' }),
    ],
    [
      'the same, where the time is required in so many words',
      'missing_signature',
      () => verify(bodyOnly(signed()), SECRET, { requireTimestamp: true }),
    ],
    [
      'the same, where the option is set to undefined',
      'missing_signature',
      () => verify(bodyOnly(signed()), SECRET, { requireTimestamp: undefined } as unknown as VerifyOptions),
    ],
    ['a signed list', 'invalid_body', () => verify(signed(SECRET, NOW, '[1]'), SECRET, {}, '[1]')],
    ['signed noise', 'invalid_body', () => verify(signed(SECRET, NOW, 'noise'), SECRET, {}, 'noise')],
  ])('refuses %s: %s', (_, code, attempt) => {
    expect(codeOf(attempt)).toBe(code);
  });

  it.each([NOW - 300_000, NOW + 300_000])('accepts a timestamp exactly at its limits: %i', (at) => {
    expect(verify(signed(SECRET, at)).scheme).toBe('standard');
  });

  it('refuses a wrong or old Standard Webhooks signature despite a right one of the other scheme', () => {
    const stale = signed(SECRET, NOW - 3_600_000);
    expect(codeOf(() => verify(stale))).toBe('too_old');
    expect(codeOf(() => verify({ ...stale, 'webhook-signature': 'v1,AAAA' }))).toBe('wrong_signature');
    const { 'webhook-signature': _, ...partial } = stale;
    expect(codeOf(() => verify(partial))).toBe('missing_signature');
  });

  it('ignores signatures beyond the first sixteen', () => {
    const headers = signed();
    const many = [...Array.from({ length: 16 }, () => 'v1,AAAA'), headers['webhook-signature']].join(' ');
    expect(codeOf(() => verify({ ...headers, 'webhook-signature': many }))).toBe('wrong_signature');
  });
});

describe('verifyWebhook with invalid arguments', () => {
  it.each([
    [''],
    [' '],
    ['\t\n'],
    ['whsec_'],
    ['whsec_ '],
    ['whsec_===='],
    [[]],
    [['']],
    [[SECRET, ' ']],
    [undefined],
  ])('throws a TypeError for the secret %j', (secret) => {
    expect(() => verifyWebhook(BODY, signed(), secret as string)).toThrow(TypeError);
  });

  it.each([
    ['toleranceSeconds', Number.NaN],
    ['toleranceSeconds', -1],
    ['toleranceSeconds', Infinity],
    ['toleranceSeconds', '300'],
    ['toleranceSeconds', null],
    ['now', Number.NaN],
    ['now', '0'],
  ])('refuses %s: %p, as the middlewares do', async (option, value) => {
    const options = { [option]: value } as VerifyOptions;
    const refusal = { name: 'TypeError', message: expect.stringContaining(`${option} is a finite`) };
    expect(() => verifyWebhook(BODY, signed(), SECRET, options)).toThrow(expect.objectContaining(refusal));
    expect(() => expressWebhook({ secret: SECRET, ...options })).toThrow(expect.objectContaining(refusal));
    const mounted = fastifyWebhook({} as never, { secret: SECRET, onWebhook: () => undefined, ...options });
    await expect(mounted).rejects.toMatchObject(refusal);
  });

  it('accepts signatures of the same second with a tolerance of 0', () => {
    expect(verify(signed(), SECRET, { toleranceSeconds: 0 }).scheme).toBe('standard');
    expect(codeOf(() => verify(signed(SECRET, NOW - 1000), SECRET, { toleranceSeconds: 0 }))).toBe('too_old');
  });

  it('throws for a parsed body, and says so', () => {
    expect(() => verifyWebhook(PAYLOAD as unknown as string, signed(), SECRET)).toThrow(
      'verifyWebhook needs the body as it arrived (a string or bytes), not a parsed one.',
    );
  });
});

describe('verifyWebhook with the public key of an endpoint', () => {
  const [key, other] = [newSigningKey(), newSigningKey()];
  const [publicKey, wrong] = [key, other].map((text) => publicKeyText(privateKeyOf(text)!)) as [
    string,
    string,
  ];
  const headers = signatureHeaders({
    brand: 'StreamGank',
    body: BODY,
    secret: SECRET,
    signingKeys: [key],
    deliveryId: DELIVERY,
    timestampSeconds: Math.floor(NOW / 1000),
  });
  const verified = (secret: string | readonly string[], body = BODY) =>
    verifyWebhook(body, headers, secret, { now: NOW });

  it('accepts what the private key signed, beside secrets and other keys', () => {
    expect(verified(publicKey)).toMatchObject({ event: 'job.completed', scheme: 'standard' });
    expect(verified([wrong, 'another-secret', publicKey]).deliveryId).toBe(DELIVERY);
    expect(verified(SECRET).event).toBe('job.completed');
  });

  it('refuses another key, a changed body, and a text that is no key', () => {
    expect(() => verified(wrong)).toThrow('does not belong');
    expect(() => verified(publicKey, BODY.replace('j1', 'j2'))).toThrow('does not belong');
    for (const text of ['whpk_', 'whpk_x', `${publicKey}AAAA`])
      expect(() => verified(text)).toThrow(TypeError);
  });

  it('takes no public key for a secret: anyone could sign with its text', () => {
    const forged = signatureHeaders({
      brand: 'StreamGank',
      body: BODY,
      secret: publicKey,
      deliveryId: DELIVERY,
      timestampSeconds: Math.floor(NOW / 1000),
    });
    expect(() => verifyWebhook(BODY, forged, publicKey, { now: NOW })).toThrow('does not belong');
    expect(() =>
      verifyWebhook(BODY, bodyOnly(forged), publicKey, { now: NOW, requireTimestamp: false }),
    ).toThrow();
  });
});
