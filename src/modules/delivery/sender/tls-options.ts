import {
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import type { TlsMaterial } from '../../net/tls-material.js';

/** Receives the verified certificate of a receiver, and the host of the connection. */
export type CertificateSeen = (host: string, certificate: PeerCertificate) => void;

/** The options that undici passes to `tls.connect`. */
export interface TlsOptions {
  readonly secureContext?: SecureContext;
  readonly checkServerIdentity?: typeof checkServerIdentity;
  /** True where receivers that request a client certificate get one. */
  readonly hasCertificate: boolean;
}

/**
 * Returns the options of TLS connections: authorities of the gateway and of the endpoint are trusted beside Node's own; the client
 * certificate is the endpoint's, or else the gateway's. Without both, Node's defaults apply.
 *
 * @param seen receives certificates whose chain was verified, but none of resumed sessions
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
    ...(seen ? { checkServerIdentity: reportingTo(seen) } : {}),
    hasCertificate: pair !== null,
  };
}

/** Makes the secure context. `ca` replaces Node's own authorities, so these are added to ours. */
function contextOf(authorities: readonly string[], pair: TlsMaterial | null): SecureContext {
  return createSecureContext({
    ...(authorities.length > 0 ? { ca: [...getCACertificates('default'), ...authorities] } : {}),
    ...(pair?.cert ? { cert: pair.cert } : {}),
    ...(pair?.key ? { key: pair.key } : {}),
    ...(pair?.passphrase ? { passphrase: pair.passphrase } : {}),
  });
}

function reportingTo(seen: CertificateSeen): typeof checkServerIdentity {
  return (host, certificate) => {
    const error = checkServerIdentity(host, certificate);
    if (!error) seen(host, certificate);
    return error;
  };
}
