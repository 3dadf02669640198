import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newSigningKey, privateKeyOf, publicKeyText } from './ed25519.js';

const pair = generateKeyPairSync('ed25519');
const part = (name: 'd' | 'x'): Buffer =>
  Buffer.from(pair.privateKey.export({ format: 'jwk' })[name]!, 'base64url');
const [SEED, PUBLIC] = [part('d'), part('x')];

describe('A key of Ed25519', () => {
  it.each([
    ['its seed', SEED],
    ['seed and public key', Buffer.concat([SEED, PUBLIC])],
  ])('is read from %s', (_, bytes) => {
    expect(publicKeyText(privateKeyOf(`whsk_${bytes.toString('base64')}`)!)).toBe(
      `whpk_${PUBLIC.toString('base64')}`,
    );
  });

  it('is made at random', () => {
    const [one, other] = [newSigningKey(), newSigningKey()];
    expect(one).not.toBe(other);
    expect(privateKeyOf(one)?.asymmetricKeyType).toBe('ed25519');
  });

  it.each([
    '',
    'whsk_',
    SEED.toString('base64'),
    `whsec_${SEED.toString('base64')}`,
    `whsk_${SEED.subarray(1).toString('base64')}`,
    `whsk_${SEED.toString('hex')}`,
    `whsk_${SEED.toString('base64').slice(0, -1)}`,
    `whsk_${Buffer.concat([SEED, SEED]).toString('base64')}`,
  ])('is not read from %j', (text) => {
    expect(privateKeyOf(text)).toBeNull();
  });
});
