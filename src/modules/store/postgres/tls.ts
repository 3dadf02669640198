import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { GatewayError } from '../../model/gateway-error.js';
import { takeParam } from './take-param.js';

/** Modes of libpq; those that silently fall back to unencrypted connections are not accepted. */
const MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof MODES)[number];

/** A parameter that has no meaning for the gateway, but that pg would act upon. */
const COMPATIBILITY_SWITCH = 'uselibpqcompat';
const SYSTEM = 'system';

export type Tls = ConnectionOptions | false | undefined;

const unusable = (message: string, cause?: unknown) =>
  new GatewayError('database_unusable', message, { cause });

function take(url: URL, name: string): string | null {
  return takeParam(url, name) || null;
}

/**
 * Takes everything about encryption out of the URL: `sslmode`, `ssl`, `sslrootcert`, `sslcert`, `sslkey`, `sslpassword`.
 * `require` encrypts and trusts any server, `verify-ca` one with a certificate of that authority, `verify-full` one that
 * is also the host named. With `sslrootcert`, `require` means `verify-ca`. Returns undefined
 * where the URL does not mention encryption.
 *
 * @throws GatewayError `database_unusable` for an unknown mode, and for a file that cannot be read or holds no
 * certificate; no message holds a key
 */
export function takeTls(url: URL): Tls {
  const mode = modeOf(take(url, 'sslmode'), take(url, 'ssl'));
  const root = take(url, 'sslrootcert');
  const files = { cert: take(url, 'sslcert'), key: take(url, 'sslkey') };
  const passphrase = take(url, 'sslpassword');
  url.searchParams.delete(COMPATIBILITY_SWITCH);
  if (mode === 'disable') return false;
  if (mode === undefined && root === null && files.cert === null) return undefined;
  return {
    ...trust(mode ?? 'verify-full', root),
    ...(files.cert !== null && { cert: certificate('sslcert', files.cert) }),
    ...(files.key !== null && { key: read('sslkey', files.key) }),
    ...(passphrase !== null && { passphrase }),
  };
}

function modeOf(mode: string | null, ssl: string | null): Mode | undefined {
  if (mode === null) return switchOf(ssl);
  const known = MODES.find((name) => name === mode);
  if (known !== undefined) return known;
  throw unusable(`sslmode in DATABASE_URL is "${mode}". Accepted: ${MODES.join(', ')}.`);
}

function switchOf(ssl: string | null): Mode | undefined {
  if (ssl === null) return undefined;
  if (/^(true|1)$/.test(ssl)) return 'verify-full';
  if (/^(false|0)$/.test(ssl)) return 'disable';
  throw unusable(`ssl in DATABASE_URL is "${ssl}". Accepted: true, false; or sslmode=${MODES.join(', ')}.`);
}

function trust(mode: Exclude<Mode, 'disable'>, root: string | null): ConnectionOptions {
  if (root === SYSTEM && mode !== 'verify-full')
    throw unusable(
      'sslrootcert=system in DATABASE_URL needs sslmode=verify-full: anybody can get such a certificate.',
    );
  if (root === null && mode === 'verify-ca')
    throw unusable('sslmode=verify-ca in DATABASE_URL needs sslrootcert=/path/to/the/authority.pem.');
  if (root === null && mode === 'require') return { rejectUnauthorized: false };
  return {
    ...(root !== null && root !== SYSTEM && { ca: certificate('sslrootcert', root) }),
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
}

function certificate(name: string, file: string): string {
  const text = read(name, file);
  try {
    // Parsing names the file that holds no certificate; a connection would only fail to verify the server.
    new X509Certificate(text).checkHost('');
  } catch (error) {
    throw unusable(`${name} in DATABASE_URL names ${file}, which holds no certificate in PEM.`, error);
  }
  return text;
}

function read(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw unusable(`${name} in DATABASE_URL names ${file}, which cannot be read (${code}).`, error);
  }
}
