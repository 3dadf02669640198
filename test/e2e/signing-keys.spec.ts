import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newSigningKey, privateKeyOf, publicKeyText } from '../../src/modules/model/ed25519.js';
import type { Received } from '../support/receiver.js';
import { Stage } from '../support/stage.js';

const stage = Stage.forEachTest();
const PATH = '/api/webhooks/endpoints';
const ADMIN = { authorization: 'Bearer ADMINKEY-0123456789abcdef' };
const ENV = { WEBHOOK_ADMIN_KEYS: 'ADMINKEY-0123456789abcdef', WEBHOOK_ALLOW_NETWORKS: 'loopback' };

/** The keys of a set by which a request holds. */
function signersOf({ headers, body }: Received, keys: readonly JsonWebKey[]): unknown[] {
  const content = Buffer.from(`${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`);
  const claimed = headers['webhook-signature']!.split(' ').filter((part) => part.startsWith('v1a,'));
  return keys
    .filter((key) =>
      claimed.some((part) =>
        verify(null, content, createPublicKey({ key, format: 'jwk' }), Buffer.from(part.slice(4), 'base64')),
      ),
    )
    .map((key) => (key as { kid?: unknown }).kid);
}

describe('The Ed25519 key of an endpoint', () => {
  it('is made, signs, is served to receivers without a key, is rotated with an overlap, and taken away', async () => {
    const receiver = await stage.receiver();
    const gateway = await stage.gateway(ENV);
    const request = { url: receiver.url(), events: ['job.*'], signing_key: 'generate' };
    const { body: made } = await gateway.post(PATH, request, ADMIN);
    const id = made.endpoint.webhook_id as string;
    const shown = async (): Promise<string[]> =>
      (await gateway.get(`${PATH}/${id}`, ADMIN)).body.endpoint.secret.public_keys;
    const served = async (): Promise<JsonWebKey[]> =>
      (await gateway.get(`${PATH}/${id}/public-keys`)).body.keys;
    const send = async (): Promise<Received> => {
      await gateway.trigger({ event: 'job.completed', data: {} }, { prefer: 'wait=20', ...ADMIN });
      return receiver.requests.at(-1)!;
    };
    const [first] = await shown();
    expect(first).toMatch(/^whpk_[A-Za-z0-9+/]{43}=$/);
    expect(await served()).toEqual([
      {
        kty: 'OKP',
        crv: 'Ed25519',
        alg: 'EdDSA',
        use: 'sig',
        kid: first,
        x: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
    expect(signersOf(await send(), await served())).toEqual([first]);

    const own = newSigningKey();
    const rotated = await gateway.post(`${PATH}/${id}/rotate-signing-key`, { signing_key: own }, ADMIN);
    const second = publicKeyText(privateKeyOf(own)!);
    expect(rotated.body.endpoint.secret.public_keys).toEqual([second, first]);
    expect(signersOf(await send(), await served())).toEqual([second, first]);

    await gateway.post(`${PATH}/${id}/rotate-signing-key`, { overlap_ms: 0 }, ADMIN);
    const [third, ...rest] = await shown();
    expect([third === second, rest]).toEqual([false, []]);
    expect(signersOf(await send(), await served())).toEqual([third]);

    const patch = {
      body: JSON.stringify({ signing_key: null }),
      headers: { 'content-type': 'application/json', ...ADMIN },
    };
    await gateway.request('PATCH', `${PATH}/${id}`, patch);
    expect([await shown(), await served()]).toEqual([[], []]);
    expect((await send()).headers['webhook-signature']).toMatch(/^v1,\S+$/);

    await gateway.end();
    const stored = JSON.stringify([
      stage.rows('select * from endpoints'),
      stage.rows('select * from attempts'),
    ]);
    for (const text of [gateway.lines.join('\n'), stored]) {
      expect(text).not.toContain('whsk_');
      expect(text).not.toContain(own.slice('whsk_'.length));
    }
  });

  it('is refused where it is none, and where the target verifies no signatures', async () => {
    const gateway = await stage.gateway(ENV);
    const wrong = await gateway.post(
      PATH,
      { url: 'http://127.0.0.1:1/hook', signing_key: 'whsk_short' },
      ADMIN,
    );
    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'signing_key', message: expect.stringContaining('"generate"') }] },
    });
    const receiver = await stage.receiver();
    const chat = { url: `slack+${receiver.url('/services/T0/B0/abcdefgh')}`, events: ['job.*'] };
    const { body } = await gateway.post(PATH, chat, ADMIN);
    const path = `${PATH}/${body.endpoint.webhook_id as string}/rotate-signing-key`;
    expect((await gateway.post(path, {}, ADMIN)).status).toBe(409);
  });
});
