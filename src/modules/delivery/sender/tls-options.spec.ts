import { describe, expect, it } from '@jest/globals';
import { certificate } from '../../../../test/support/certificates.js';
import type { TlsMaterial } from '../../net/tls-material.js';
import { certified, tlsOptions } from './tls-options.js';

const NOTHING: TlsMaterial = { ca: null, cert: null, key: null, passphrase: null };
const authority = certificate({ name: 'An authority', authority: true });
const client = certificate({ name: 'A client', by: authority });
const trusting: TlsMaterial = { ...NOTHING, ca: authority.cert };
const showing: TlsMaterial = { ...NOTHING, cert: client.cert, key: client.key };

describe('The options of TLS connections', () => {
  it.each([
    ['an authority of the gateway', trusting, null],
    ['a certificate of the gateway', showing, null],
    ['an authority of the endpoint', null, trusting],
    ['both', trusting, showing],
  ] as const)('share one secure context with %s, which takes long to make', (_, common, own) => {
    const { secureContext } = tlsOptions(common, own);
    expect(secureContext).toBeDefined();
    expect(tlsOptions(common, own).secureContext).toBe(secureContext);
  });

  it('have another secure context with other material', () => {
    const contexts = [
      tlsOptions(trusting, null),
      tlsOptions(trusting, showing),
      tlsOptions({ ...trusting }, null),
    ].map(({ secureContext }) => secureContext);
    expect(new Set(contexts).size).toBe(3);
  });

  it('are those of Node without material', () => {
    expect(tlsOptions(null, null)).toEqual({ hasCertificate: false });
    expect(tlsOptions(NOTHING, NOTHING)).toEqual({ hasCertificate: false });
  });

  it('name the certificate of the endpoint before that of the gateway', () => {
    const other: TlsMaterial = { ...showing };
    expect(certified(other, showing)).toBe(showing);
    expect(certified(other, trusting)).toBe(other);
    expect(certified(trusting, null)).toBeNull();
  });
});
