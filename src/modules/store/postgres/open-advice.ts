import { errorCode } from './store-error.js';

const ISSUER =
  'Name the authority that signed the certificate of the server: sslrootcert=/path/to/the/authority.pem in DATABASE_URL.';

const BY_CODE: Readonly<Record<string, string>> = {
  '28P01': 'Check user and password in DATABASE_URL; special characters are percent-encoded.',
  '28000': 'Check the user in DATABASE_URL and what pg_hba.conf lets it do.',
  '3D000': 'Create it, or name another one in DATABASE_URL.',
  '42501': 'The user needs the right to create tables in its schema.',
  '53300': 'The server has no connection left: raise max_connections, or lower pool in DATABASE_URL.',
  '57014': 'Another gateway has been migrating it for minutes: look what that one is doing.',
  '57P03': 'The server is starting or stopping: try again in a moment.',
  ECONNREFUSED: 'Check host and port in DATABASE_URL, and that the server runs.',
  ENOTFOUND: 'Check the host in DATABASE_URL.',
  DEPTH_ZERO_SELF_SIGNED_CERT: ISSUER,
  SELF_SIGNED_CERT_IN_CHAIN: ISSUER,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ISSUER,
  UNABLE_TO_GET_ISSUER_CERT: ISSUER,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ISSUER,
  CERT_SIGNATURE_FAILURE: ISSUER,
  CERT_HAS_EXPIRED: 'Renew the certificate of the server, or the authority’s in sslrootcert.',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'Name the server in DATABASE_URL as its certificate does; sslmode=verify-ca does not look at the name.',
};

/** Advice on errors whose message says more than their code. */
const BY_SENTENCE: readonly (readonly [RegExp, string])[] = [
  [/does not support SSL/i, 'Turn ssl on at the server, or say sslmode=disable in DATABASE_URL.'],
  [
    /no encryption/i,
    'The server wants encrypted connections: say sslmode=verify-full or require in DATABASE_URL.',
  ],
];

const OTHERWISE = 'Check DATABASE_URL, and that the server can be reached from here.';

/** Returns a sentence on what to do about a database that cannot be opened. */
export function adviceOn(error: unknown): string {
  const { message } = error as Error;
  const told = BY_SENTENCE.find(([pattern]) => pattern.test(message));
  return told?.[1] ?? BY_CODE[errorCode(error)] ?? OTHERWISE;
}
