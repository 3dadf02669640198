import {
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import type { TlsMaterial } from '../../net/tls-material.js';

/** Told of the certificate a receiver has shown, and the host that was connected to. */
export type CertificateSeen = (host: string, certificate: PeerCertificate) => void;

/** What undici hands on to `tls.connect`. */
export interface TlsOptions {
  readonly secureContext?: SecureContext;
  readonly checkServerIdentity?: typeof checkServerIdentity;
  /** True where a client certificate is shown to receivers that ask for one. */
  readonly hasCertificate: boolean;
}

/**
 * Options of TLS connections: authorities of the gateway and of the endpoint are trusted beside Node's own; the client
 * certificate is the endpoint's, or else the gateway's. Without either they are Node's defaults.
 *
 * @param seen hears of certificates whose chain was verified; never of those of resumed sessions
 */
export function tlsOptions(
  common: TlsMaterial | null,
  own: TlsMaterial | null,
  seen?: CertificateSeen,
): TlsOptions {
  const authorities = [common?.ca, own?.ca].filter((pem) => typeof pem === 'string');
  const pair = own?.cert ? own : common?.cert ? common : null;
  return {
    ...(authorities.length > 0 || pair ? { secureContext: contextOf(authorities, pair) } : {}),
    ...(seen ? { checkServerIdentity: telling(seen) } : {}),
    hasCertificate: pair !== null,
  };
}

/** `ca` would replace Node's own authorities, so those stand beside ours. */
function contextOf(authorities: readonly string[], pair: TlsMaterial | null): SecureContext {
  return createSecureContext({
    ...(authorities.length > 0 ? { ca: [...getCACertificates('default'), ...authorities] } : {}),
    ...(pair?.cert ? { cert: pair.cert } : {}),
    ...(pair?.key ? { key: pair.key } : {}),
    ...(pair?.passphrase ? { passphrase: pair.passphrase } : {}),
  });
}

function telling(seen: CertificateSeen): typeof checkServerIdentity {
  return (host, certificate) => {
    const error = checkServerIdentity(host, certificate);
    if (!error) seen(host, certificate);
    return error;
  };
}
