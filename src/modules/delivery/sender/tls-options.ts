import {
  checkServerIdentity,
  createSecureContext,
  getCACertificates,
  type PeerCertificate,
  type SecureContext,
} from 'node:tls';
import { getOrMake } from '../../model/get-or-make.js';
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
  const context = contextOf(common ?? NOTHING, own ?? NOTHING);
  return {
    ...(context ? { secureContext: context } : {}),
    ...(seen ? { checkServerIdentity: reportingTo(seen) } : {}),
    hasCertificate: certified(common, own) !== null,
  };
}

/** Returns the material with the client certificate: the endpoint's, or else the gateway's; null where neither has one. */
export const certified = (common: TlsMaterial | null, own: TlsMaterial | null): TlsMaterial | null =>
  own?.cert ? own : common?.cert ? common : null;

const NOTHING: TlsMaterial = { ca: null, cert: null, key: null, passphrase: null };
/**
 * Secure contexts by the gateway's material and the endpoint's; null where Node's defaults apply. Each is made once: with an authority of
 * one's own it reads Node's 150 authorities too, which holds the process up for 20 ms.
 */
const contexts = new WeakMap<TlsMaterial, WeakMap<TlsMaterial, SecureContext | null>>();

function contextOf(common: TlsMaterial, own: TlsMaterial): SecureContext | null {
  const ofCommon = getOrMake(contexts, common, () => new WeakMap<TlsMaterial, SecureContext | null>());
  return getOrMake(ofCommon, own, () => newContext(common, own));
}

/** Makes the secure context. `ca` replaces Node's own authorities, so these are added to ours. */
function newContext(common: TlsMaterial, own: TlsMaterial): SecureContext | null {
  const authorities = [common.ca, own.ca].filter((pem) => pem !== null);
  const pair = certified(common, own);
  if (authorities.length === 0 && pair === null) return null;
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
