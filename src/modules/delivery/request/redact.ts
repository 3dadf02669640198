import { ELLIPSIS } from '../../../adapters/fit.js';
import type { Endpoint } from '../../model/endpoint.js';
import { spellings } from './secret-spellings.js';

/** Shorter values are words, not secrets; UTF-16 units. */
const SECRET_MIN = 6;
/** Texts of so many UTF-16 units may have been cut where they end: of an answer at most 16 KiB are kept, of up to 4 bytes a letter. */
const CUT_FROM = 4096;

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const known = new WeakMap<Endpoint, readonly string[]>();

/**
 * What a target may say back and is not kept: keys, values of custom headers, and what is masked of the URL. The longest come
 * first, for one may hold another.
 */
export function secretsOf(endpoint: Endpoint): readonly string[] {
  const before = known.get(endpoint);
  if (before) return before;
  const { headers, secret, previousSecret, tls } = endpoint;
  const values = Object.values(headers).flatMap(credentials);
  const keys = [secret, previousSecret?.secret ?? '', tls?.passphrase ?? ''].flatMap(keyForms);
  const all = [...keys, ...values, ...hiddenParts(endpoint)];
  const secrets = [...new Set(all.filter((value) => value.length >= SECRET_MIN).flatMap(spellings))]
    .filter((value) => value.length >= SECRET_MIN)
    .sort((one, other) => other.length - one.length);
  known.set(endpoint, secrets);
  return secrets;
}

/** A text without them, and without the beginning of one where it was cut. */
export function withoutSecrets(text: string, endpoint: Endpoint): string {
  if (text.length < SECRET_MIN) return text;
  const secrets = secretsOf(endpoint);
  const whole = secrets.reduce(
    (shown, value) => (value.length <= shown.length ? shown.replaceAll(value, '***') : shown),
    text,
  );
  const isCut = text.length >= CUT_FROM || text.includes(ELLIPSIS);
  if (!isCut) return whole;
  return whole
    .split(ELLIPSIS)
    .map((part) => secrets.reduce(withoutBeginning, part))
    .join(ELLIPSIS);
}

/** Masks the values of custom headers, which are the operator's secrets; headers of the gateway itself are shown. */
export function maskedHeaders(
  headers: Readonly<Record<string, string>>,
  endpoint: Endpoint,
): Record<string, string> {
  const custom = new Set(Object.keys(endpoint.headers).map((name) => name.toLowerCase()));
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, custom.has(name.toLowerCase()) ? '***' : value]),
  );
}

function withoutBeginning(text: string, secret: string): string {
  for (let length = secret.length - 1; length >= SECRET_MIN; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}***`;
  return text;
}

/** A signing key, and what stands in base64 behind its prefix. */
function keyForms(key: string): string[] {
  return key.startsWith('whsec_') ? [key, key.slice('whsec_'.length)] : [key];
}

/** A header's value, of `Bearer x` what follows the scheme, and of `Basic x` the user name with the password, and the password. */
function credentials(value: string): string[] {
  const [, scheme, ofScheme] = /^(\S+) +(\S+)$/.exec(value) ?? [];
  if (scheme === undefined || ofScheme === undefined) return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, ofScheme];
  const pair = Buffer.from(ofScheme, 'base64').toString('utf8');
  return [value, ofScheme, pair, pair.slice(pair.indexOf(':') + 1)];
}

/** The words of the URL that its masked form does not show, as they stand there and decoded. */
function hiddenParts({ url, maskedUrl }: Endpoint): string[] {
  const { pathname, search, searchParams } = new URL(url);
  const words = `${pathname}${search}`.split(/[/?&=]/);
  const decoded = [...pathname.split('/').map(decodedWord), ...searchParams.values(), ...searchParams.keys()];
  return [...words, ...decoded].filter((word) => !maskedUrl.includes(word));
}

function decodedWord(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
