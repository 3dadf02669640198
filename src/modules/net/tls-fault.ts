import type { PeerCertificate } from 'node:tls';

/** The known properties of a connection that failed. */
export interface Connection {
  /** True for `https://`; null where it is not known. */
  readonly secure: boolean | null;
  /** True where the gateway has a client certificate for the receiver. */
  readonly hasCertificate: boolean;
}

/** The connection of a failure that is explained without one. */
export const UNKNOWN_CONNECTION: Connection = { secure: null, hasCertificate: false };

/** An error of Node, OpenSSL or undici, as far as its explanation needs it. */
export interface TlsError {
  readonly code?: string;
  readonly message?: string;
  /** OpenSSL's message without addresses and paths. */
  readonly reason?: string;
  readonly host?: string;
  readonly cert?: Partial<PeerCertificate>;
  readonly socket?: { readonly bytesRead?: number } | null;
}

const CA_ADVICE = 'add its authority by tls.ca of the endpoint, WEBHOOK_TLS_CA or NODE_EXTRA_CA_CERTS';
const CERT_ADVICE = 'tls.cert and tls.key of the endpoint, or WEBHOOK_TLS_CERT and WEBHOOK_TLS_KEY';

/** Explanations of Node's errors about the receiver's certificate, by code. */
const CERTIFICATE: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: `The receiver's certificate is self-signed: trust it by tls.ca of the endpoint, WEBHOOK_TLS_CA or NODE_EXTRA_CA_CERTS`,
  SELF_SIGNED_CERT_IN_CHAIN: `The receiver's certificate comes from an authority that is not trusted here: ${CA_ADVICE}`,
  UNABLE_TO_GET_ISSUER_CERT: `The issuer of an authority in the receiver's chain is not known: ${CA_ADVICE}`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `The issuer of the receiver's certificate is not known: ${CA_ADVICE}, or have the receiver send its intermediate certificates`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `The issuer of the receiver's certificate is not known: have the receiver send its intermediate certificates, or ${CA_ADVICE}`,
  CERT_UNTRUSTED: `The receiver's certificate comes from an authority that is not trusted here: ${CA_ADVICE}`,
  CERT_HAS_EXPIRED: `The receiver's certificate, or one of its issuers, has expired: have the receiver renew it`,
  CERT_NOT_YET_VALID: `The receiver's certificate is not valid yet: check the clocks of both machines, and its start date`,
  CERT_REVOKED: `The receiver's certificate has been revoked: have the receiver replace it`,
  CERT_REJECTED: `The receiver's certificate is marked as rejected for this use: have the receiver replace it`,
  CERT_SIGNATURE_FAILURE: `The signature of the receiver's certificate is wrong: it is not from the authority it names`,
  CERT_CHAIN_TOO_LONG: `The receiver's chain of certificates is too long: have the receiver shorten it`,
  INVALID_CA: `An issuer in the receiver's chain is no authority: have the receiver correct its chain`,
  INVALID_PURPOSE: `The receiver's certificate is not meant for servers: have the receiver replace it`,
  PATH_LENGTH_EXCEEDED: `The receiver's chain has more authorities than one of them allows: have the receiver correct its chain`,
  HOSTNAME_MISMATCH: `The receiver's certificate is for another host: use a host name it holds`,
  EE_KEY_TOO_SMALL: `The key of the receiver's certificate is too short: have the receiver replace it`,
  CA_KEY_TOO_SMALL: `The key of an authority in the receiver's chain is too short: have the receiver replace its certificate`,
  CA_MD_TOO_WEAK: `A certificate in the receiver's chain is signed with a broken hash: have the receiver replace it`,
};

/** Explanations of failed handshakes, by words of OpenSSL's reason. The first match counts. */
const HANDSHAKE: readonly (readonly [RegExp, string])[] = [
  [
    /wrong version number|packet length too long|http request|record layer failure|bad record type|invalid record/,
    'This port speaks HTTP or another protocol, not TLS: use http://, or the port of https://',
  ],
  [
    /no application protocol/,
    'The receiver speaks HTTP/2 only, the gateway HTTP/1.1: enable HTTP/1.1 on the receiver or in front of it',
  ],
  [
    /protocol version|unsupported protocol|no protocols available|version too low|inappropriate fallback/,
    'The receiver speaks an outdated TLS version, the gateway TLS 1.2 and 1.3: enable one of these on the receiver',
  ],
  [
    /unrecognized name/,
    'The receiver has no certificate for this host name: check the URL, or have the receiver set up the name',
  ],
  [
    /handshake failure|insufficient security|no shared cipher|no ciphers available|dh key too small|sslv3 alert illegal|wrong signature type|no suitable|legacy/,
    'The receiver and the gateway have no way of encryption in common',
  ],
  [
    /internal error/,
    'The receiver failed during the TLS handshake (its alert: internal error): look into its log',
  ],
];

/** Explanations of the alerts by which receivers refuse the gateway's client certificate. The first match counts. */
const CLIENT: readonly (readonly [RegExp, string])[] = [
  [/certificate required|no certificate/, 'The receiver requires a client certificate'],
  [/certificate expired/, 'The receiver says that the client certificate has expired'],
  [/certificate revoked/, 'The receiver says that the client certificate has been revoked'],
  [/unknown ca/, 'The receiver does not know the authority of the client certificate'],
  [/access denied/, 'The receiver does not allow this client certificate'],
  [
    /bad certificate|unsupported certificate|certificate unknown|decrypt error/,
    'The receiver does not accept the client certificate',
  ],
];

/** Returns one sentence on one line, with advice, the same for each attempt; null for an error that TLS has no part in. */
export function tlsMessage(error: TlsError, connection: Connection): string | null {
  const { code = '' } = error;
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return wrongName(error);
  if (Object.hasOwn(CERTIFICATE, code)) return `${CERTIFICATE[code]} (${code})`;
  const reason = reasonOf(error);
  return reason === null ? closed(error, connection) : handshake(reason, connection);
}

function handshake(reason: string, { hasCertificate }: Connection): string {
  const quoted = `(TLS: ${reason})`;
  const client = CLIENT.find(([pattern]) => pattern.test(reason));
  if (client) {
    const [, sentence] = client;
    return hasCertificate
      ? `${sentence}: check ${CERT_ADVICE} ${quoted}`
      : `${client === CLIENT[0] ? sentence : 'The receiver refused a connection without a client certificate'}: set ${CERT_ADVICE} ${quoted}`;
  }
  const [, sentence] = HANDSHAKE.find(([pattern]) => pattern.test(reason)) ?? [];
  if (sentence === undefined) return `The TLS handshake failed: ${reason}`;
  const isCommon = sentence.startsWith('The receiver and the gateway');
  const advice = !isCommon
    ? ''
    : hasCertificate
      ? ', or it does not accept the client certificate: check its ciphers and certificate'
      : `: check its ciphers; if it requires a client certificate, set ${CERT_ADVICE}`;
  return `${sentence}${advice} ${quoted}`;
}

/** Returns OpenSSL's reason in lower case; null for an error that is not OpenSSL's. */
function reasonOf({ code = '', message = '', reason }: TlsError): string | null {
  const isOpenSsl = code.startsWith('ERR_SSL_') || code === 'EPROTO' || /error:[0-9A-F]{8}:/i.test(message);
  if (!isOpenSsl) return null;
  // error:<number>:<library>:<function>:<reason>:<path>:<line>:…
  const [, parsed] = /error:[0-9A-F]{8}:[^:]*:[^:]*:([^:\n]*)/i.exec(message) ?? [];
  const words = reason || parsed || code.replace(/^ERR_SSL_/, '').replaceAll('_', ' ');
  return words.toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

/** Explains a certificate for another host, with up to five of its names. */
function wrongName({ host = 'the host', cert }: TlsError): string {
  const names = (cert?.subjectaltname ?? '')
    .split(', ')
    .map((name) => name.replace(/^(DNS|IP Address):/, ''))
    .filter((name) => name !== '');
  const common = cert?.subject?.CN;
  const all = names.length === 0 && typeof common === 'string' ? [common] : names;
  const shown = all.slice(0, 5).map(clean).join(', ') + (all.length > 5 ? ` and ${all.length - 5} more` : '');
  const of = shown === '' ? 'another host' : shown;
  return `The receiver's certificate is for ${of}, not for ${host}: use a host name it holds, or replace the certificate`;
}

/** Puts a name that the receiver chose on one line, and cuts it to 100 characters. */
function clean(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters break lines
  return name.replaceAll(/[\u0000-\u001f\u007f]/g, '').slice(0, 100);
}

/** Explains a new connection that the receiver closed without an answer, as some do to refuse a client or plain HTTP; else null. */
function closed(
  { code, message = '', socket }: TlsError,
  { secure, hasCertificate }: Connection,
): string | null {
  const inHandshake = message.includes('before secure TLS connection was established');
  if (inHandshake) {
    return hasCertificate
      ? `The receiver closed the connection during the TLS handshake: it may not speak TLS, or not accept the client certificate`
      : `The receiver closed the connection during the TLS handshake: check that this port speaks TLS`;
  }
  const unanswered = code === 'UND_ERR_SOCKET' && socket?.bytesRead === 0;
  if (!unanswered || secure === null) return null;
  if (!secure) return `${message} before any response; if this port speaks TLS, use https://`;
  return hasCertificate
    ? `${message} before any response; the receiver may not accept the client certificate`
    : `${message} before any response; if the receiver requires a client certificate, set ${CERT_ADVICE}`;
}
