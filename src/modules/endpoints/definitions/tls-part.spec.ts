import { generateKeyPairSync, createPrivateKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { certificate } from '../../../../test/support/certificates.js';
import { MASK } from '../../model/mask.js';
import { tlsResponse } from '../../endpoint-api/endpoint-tls.response.js';
import { draft } from './draft.js';
import type { Definition } from './definition.js';
import type { TlsRequest } from './tls.dto.js';

const DAY_MS = 86_400_000;
const authority = certificate({ name: 'authority', authority: true });
const one = certificate({ name: 'one', by: authority });
const other = certificate({ name: 'other', by: authority });
const expired = certificate({ name: 'expired', until: new Date(Date.now() - DAY_MS) });
const encrypted = createPrivateKey(one.key).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'open sesame',
}) as string;
const url = 'https://receiver.example/hook';
const NONE = { ca: null, cert: null, key: null, passphrase: null };

function made(tls: TlsRequest | null | undefined, base: Definition | null = null) {
  const drafted = draft({ url, ...(tls === undefined ? {} : { tls }) }, base, 'Brand');
  return drafted.ok ? (drafted.definition.secrets.tls ?? null) : drafted.faults;
}

const having = (tls: Partial<typeof NONE> | object): Definition => ({
  adapter: 'generic',
  settings: {},
  secrets: { url, tls: { ...NONE, ...tls } },
});

describe('The TLS part of an endpoint', () => {
  it('is empty by default', () => {
    expect([made(undefined), made(null), made({}), made({ ca: null })]).toEqual([null, null, null, null]);
  });

  it('keeps, replaces and removes each part as the request says', () => {
    const base = having({ ca: authority.cert, cert: one.cert, key: one.key });
    const before = { ...NONE, ca: authority.cert, cert: one.cert, key: one.key };
    expect(made(undefined, base)).toEqual(before);
    expect(made({ ca: one.cert, key: MASK, passphrase: null }, base)).toEqual({ ...before, ca: one.cert });
    expect(made({ cert: other.cert, key: other.key }, base)).toEqual({
      ...before,
      cert: other.cert,
      key: other.key,
    });
    expect(made({ cert: null, key: null }, base)).toEqual({ ...NONE, ca: authority.cert });
    expect(made(null, base)).toBeNull();
  });

  it('loses its passphrase with the key that it opened', () => {
    const base = having({ cert: one.cert, key: encrypted, passphrase: 'open sesame' });
    expect(made({ ca: authority.cert }, base)).toMatchObject({ passphrase: 'open sesame' });
    expect(made({ cert: other.cert, key: other.key }, base)).toMatchObject({
      key: other.key,
      passphrase: null,
    });
    expect(made({ cert: null, key: null }, base)).toBeNull();
  });

  it.each<[string, TlsRequest, string, string]>([
    ['no PEM', { ca: 'authority.pem' }, 'tls.ca', 'holds no certificate in PEM'],
    [
      'a block that is no certificate',
      { ca: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' },
      'tls.ca',
      'holds no certificate',
    ],
    ['a key in place of a certificate', { ca: one.key }, 'tls.ca', 'holds a private key'],
    ['an expired authority', { ca: expired.cert }, 'tls.ca', 'holds only expired certificates'],
    ['an expired certificate', { cert: expired.cert, key: expired.key }, 'tls.cert', 'has expired on'],
    ['no key', { cert: one.cert }, 'tls.key', 'is required with cert'],
    ['no certificate', { key: one.key }, 'tls.cert', 'is required with key'],
    [
      'another key',
      { cert: one.cert, key: other.key },
      'tls.key',
      'does not belong to the first certificate',
    ],
    ['a public key', { cert: one.cert, key: publicKey() }, 'tls.key', 'holds no private key in PEM'],
    [
      'a broken key',
      { cert: one.cert, key: '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----' },
      'tls.key',
      'cannot be read',
    ],
    [
      'no passphrase',
      { cert: one.cert, key: encrypted },
      'tls.passphrase',
      'is required: the key is encrypted',
    ],
    [
      'a wrong passphrase',
      { cert: one.cert, key: encrypted, passphrase: 'wrong' },
      'tls.passphrase',
      'does not open the key',
    ],
    ['a passphrase alone', { passphrase: 'x' }, 'tls.passphrase', 'is of use with key only'],
    [
      'a mask of nothing',
      { cert: one.cert, key: MASK },
      'tls.key',
      'is masked, and there is no value to keep',
    ],
  ])('is refused for %s', (_, tls, field, clause) => {
    const faults = made(tls);
    expect(faults).toEqual([{ field, message: expect.stringContaining(`${field} ${clause}`) }]);
    expect(JSON.stringify(faults)).not.toMatch(/open sesame|[A-Za-z0-9+]{50}/);
  });

  it('accepts an encrypted key with its passphrase', () => {
    const tls = { cert: one.cert, key: encrypted, passphrase: 'open sesame' };
    expect(made(tls)).toEqual({ ...NONE, ...tls });
  });

  it('is not checked again by a change of another field, though its certificate has expired', () => {
    const base = having({ cert: expired.cert, key: expired.key });
    expect(made(undefined, base)).toMatchObject({ cert: expired.cert });
  });

  it('shows its certificates in answers, without key and passphrase', () => {
    const view = tlsResponse({
      ca: authority.cert + other.cert,
      cert: one.cert,
      key: encrypted,
      passphrase: 'open sesame',
    });
    expect(view).toMatchObject({
      ca: [{ subject: 'CN=authority' }, { subject: 'CN=other', issuer: 'CN=authority' }],
      cert: {
        subject: 'CN=one',
        issuer: 'CN=authority',
        fingerprint: expect.stringMatching(/^([0-9A-F]{2}:){31}/),
      },
    });
    expect(JSON.stringify(view)).not.toMatch(/PRIVATE|sesame/);
  });
});

function publicKey(): string {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    type: 'spki',
    format: 'pem',
  }) as string;
}
