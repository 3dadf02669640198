import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';

/** TLS settings of a connection, beyond Node's defaults. Texts are PEM; null: not set. */
export interface TlsMaterial {
  /** Authorities trusted beside Node's own. */
  readonly ca: string | null;
  /** Client certificate, followed by its intermediate certificates. */
  readonly cert: string | null;
  /** Private key of the client certificate: a secret. */
  readonly key: string | null;
  /** Passphrase of an encrypted key: a secret. */
  readonly passphrase: string | null;
}

/** A fault of one part, as the rest of a sentence that begins with the part's name. */
export interface TlsFault {
  readonly part: keyof TlsMaterial;
  readonly problem: string;
}

/** Limit of each part, UTF-16 units: a bundle of all public authorities has about 250,000. */
export const PEM_MAX = 512 * 1024;

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const KEY = /-----BEGIN (?:[A-Z0-9]+ )?PRIVATE KEY-----/;

/** Returns the material; null when no part is set. */
export function tlsMaterial(material: TlsMaterial): TlsMaterial | null {
  return Object.values(material).some((part) => part !== null) ? material : null;
}

/** Reads the certificates of a PEM text, in order; null when one is unreadable or there is none. */
export function certificatesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(CERTIFICATE) ?? [];
  try {
    return blocks.length === 0 ? null : blocks.map((block) => new X509Certificate(block));
  } catch {
    return null;
  }
}

/** Names the fault of a text of certificates; null when it has none. */
export function certificatesFault(pem: string): string | null {
  if (pem.length > PEM_MAX) return `has more than ${PEM_MAX} characters`;
  if (KEY.test(pem) && !pem.includes('BEGIN CERTIFICATE'))
    return 'holds a private key where a certificate belongs';
  return certificatesIn(pem) === null
    ? 'holds no certificate in PEM (-----BEGIN CERTIFICATE----- … -----END CERTIFICATE-----) that can be read'
    : null;
}

/** Names the fault of a private key's text, apart from its passphrase; null when it has none. */
export function privateKeyFault(pem: string): string | null {
  if (pem.length > PEM_MAX) return `has more than ${PEM_MAX} characters`;
  return KEY.test(pem) ? null : 'holds no private key in PEM (-----BEGIN PRIVATE KEY-----)';
}

/**
 * Lists all faults, free of secrets: unreadable or expired certificates, a key that does not belong to the certificate,
 * a passphrase that does not open it.
 * @param now Unix ms
 */
export function tlsFaults({ ca, cert, key, passphrase }: TlsMaterial, now: number): readonly TlsFault[] {
  const faults: TlsFault[] = [];
  const say = (part: keyof TlsMaterial, problem: string | null): void => {
    if (problem !== null) faults.push({ part, problem });
  };
  if (ca !== null) say('ca', certificatesFault(ca) ?? authoritiesExpired(ca, now));
  if (cert !== null) say('cert', certificatesFault(cert) ?? clientExpired(cert, now));
  if (key !== null) say('key', privateKeyFault(key));
  if (cert !== null && key === null) say('key', 'is required with cert');
  if (key !== null && cert === null) say('cert', 'is required with key');
  if (passphrase !== null && key === null) say('passphrase', 'is of use with key only');
  return faults.length === 0 && cert !== null && key !== null ? pairFaults(cert, key, passphrase) : faults;
}

/** Checks that the key opens with the passphrase and belongs to the first certificate. Both must be readable PEM. */
export function pairFaults(cert: string, key: string, passphrase: string | null): readonly TlsFault[] {
  const opened = openedKey(key, passphrase);
  if ('part' in opened) return [opened];
  const fits = certificatesIn(cert)?.[0]?.checkPrivateKey(opened) ?? false;
  return fits ? [] : [{ part: 'key', problem: 'does not belong to the first certificate' }];
}

function openedKey(key: string, passphrase: string | null): KeyObject | TlsFault {
  const encrypted = /ENCRYPTED/.test(key);
  if (encrypted && passphrase === null)
    return { part: 'passphrase', problem: 'is required: the key is encrypted' };
  try {
    return createPrivateKey({ key, format: 'pem', ...(passphrase === null ? {} : { passphrase }) });
  } catch {
    return encrypted
      ? { part: 'passphrase', problem: 'does not open the key' }
      : { part: 'key', problem: 'cannot be read as a private key' };
  }
}

function authoritiesExpired(pem: string, now: number): string | null {
  const all = certificatesIn(pem) ?? [];
  return all.every(({ validToDate }) => validToDate.getTime() <= now)
    ? 'holds only expired certificates'
    : null;
}

function clientExpired(pem: string, now: number): string | null {
  const [first] = certificatesIn(pem) ?? [];
  if (!first || first.validToDate.getTime() > now) return null;
  return `has expired on ${first.validToDate.toISOString()}`;
}
