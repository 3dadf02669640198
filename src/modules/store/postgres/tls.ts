import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ConnectionOptions } from 'node:tls';
import { GatewayError } from '../../model/gateway-error.js';
import { takeParam } from './take-param.js';

/** As PostgreSQL's own clients mean them; those that would go on unencrypted without a word are not taken. */
const MODES = ['disable', 'require', 'verify-ca', 'verify-full'] as const;
type Mode = (typeof MODES)[number];

/** Parameters that say nothing on their own here, but that pg would act upon. */
const OURS_BY_NATURE = 'uselibpqcompat';
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
 * is also the host named. With `sslrootcert`, `require` means `verify-ca`. Undefined where the URL says nothing of it.
 *
 * @throws GatewayError `database_unusable` for an unknown mode, and for a file that cannot be read or holds no
 * certificate; no message holds a key
 */
export function takeTls(url: URL): Tls {
  const mode = modeOf(take(url, 'sslmode'), take(url, 'ssl'));
  const root = take(url, 'sslrootcert');
  const files = { cert: take(url, 'sslcert'), key: take(url, 'sslkey') };
  const passphrase = take(url, 'sslpassword');
  url.searchParams.delete(OURS_BY_NATURE);
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
    // Where it is none, this says so; the connection would only say that it trusts nobody.
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
