import { ELLIPSIS } from '../../../adapters/fit.js';
import { adapterOf } from '../../../adapters/registry.js';
import { isSecretOption } from '../../../adapters/secret-options.js';
import { withoutActionTokens } from '../../model/action-token.js';
import type { Endpoint } from '../../model/endpoint.js';
import { MASK } from '../../model/mask.js';
import { spellings } from './secret-spellings.js';
import { getOrMake } from '../../model/get-or-make.js';

/** Shortest value that counts as a secret, UTF-16 units: shorter ones are ordinary words. */
const SECRET_MIN = 6;
/** Length from which a text may be cut at its end, UTF-16 units: answers are kept up to 16 KiB, of up to 4 bytes per character. */
const CUT_FROM = 4096;

/** The secrets of endpoints. Endpoints are frozen and replaced with every change, so each list is made once. */
const secretsByEndpoint = new WeakMap<Endpoint, readonly string[]>();

/**
 * Returns the secrets of an endpoint that an answer may repeat, in all spellings: keys, values of custom headers, options that the
 * adapter declares secret, and masked parts of the URL. The longest come first, because one may contain another.
 */
export function secretsOf(endpoint: Endpoint): readonly string[] {
  return getOrMake(secretsByEndpoint, endpoint, () => listSecrets(endpoint));
}

function listSecrets(endpoint: Endpoint): readonly string[] {
  const { headers, secret, previousSecret, signingKey, previousSigningKey, tls } = endpoint;
  const values = Object.values(headers).flatMap(credentials);
  const pairs = [signingKey ?? '', previousSigningKey?.secret ?? ''];
  const keys = [secret, previousSecret?.secret ?? '', tls?.passphrase ?? '', ...pairs].flatMap(keyForms);
  const all = [...keys, ...values, ...optionValues(endpoint).flatMap(credentials), ...hiddenParts(endpoint)];
  return longSpellings(all).sort((one, other) => other.length - one.length);
}

/** Returns the options of an endpoint that its adapter declares secret, in all spellings, however short they are. */
export function optionSecretsOf(endpoint: Endpoint): string[] {
  return [...new Set(optionValues(endpoint).flatMap((value) => [value, ...spellings(value)]))];
}

/** Returns the words of an endpoint's URL that its masked form does not show, in all spellings. */
export function urlSecretsOf(endpoint: Endpoint): string[] {
  return longSpellings(hiddenParts(endpoint));
}

function longSpellings(values: readonly string[]): string[] {
  const isLong = (value: string): boolean => value.length >= SECRET_MIN;
  return [...new Set(values.filter(isLong).flatMap(spellings))].filter(isLong);
}

/** Masks action tokens and the endpoint's secrets in a text, and the beginning of a secret where the text was cut. */
export function withoutSecrets(given: string, endpoint: Endpoint): string {
  if (given.length < SECRET_MIN) return given;
  const text = withoutActionTokens(given);
  const secrets = secretsOf(endpoint);
  const whole = secrets.reduce(
    (masked, value) => (value.length <= masked.length ? masked.replaceAll(value, MASK) : masked),
    text,
  );
  const isCut = text.length >= CUT_FROM || text.includes(ELLIPSIS);
  if (!isCut) return whole;
  return whole
    .split(ELLIPSIS)
    .map((part) => secrets.reduce(withoutBeginning, part))
    .join(ELLIPSIS);
}

function withoutBeginning(text: string, secret: string): string {
  for (let length = secret.length - 1; length >= SECRET_MIN; length -= 1)
    if (text.endsWith(secret.slice(0, length))) return `${text.slice(0, -length)}${MASK}`;
  return text;
}

/** Returns a signing key, and its base64 part without the prefix. */
function keyForms(key: string): string[] {
  const [, base64] = /^wh(?:sec|sk)_(.+)$/s.exec(key) ?? [];
  return base64 === undefined ? [key] : [key, base64];
}

/** Returns a header's value; of `Bearer x` also the token; of `Basic x` also the credentials, decoded, and the password. */
function credentials(value: string): string[] {
  const [, scheme, ofScheme] = /^(\S+) +(\S+)$/.exec(value) ?? [];
  if (scheme === undefined || ofScheme === undefined) return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, ofScheme];
  const pair = Buffer.from(ofScheme, 'base64').toString('utf8');
  return [value, ofScheme, pair, pair.slice(pair.indexOf(':') + 1)];
}

/** Returns the texts and numbers in the options that the adapter declares secret. */
function optionValues({ adapter, options }: Endpoint): string[] {
  const kind = adapterOf(adapter);
  return Object.entries(options).flatMap(([name, value]) =>
    kind && isSecretOption(kind, name) ? leavesOf(value) : [],
  );
}

function leavesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return typeof value === 'string' || typeof value === 'number' ? [String(value)].filter(Boolean) : [];
}

/** Returns the words of the URL that its masked form does not show, as written and decoded. */
function hiddenParts({ url, maskedUrl }: Endpoint): string[] {
  const { pathname, search, searchParams } = new URL(url);
  // A word may be hidden in part: of `bot123:token` the token alone.
  const words = `${pathname}${search}`.split(/[/?&=]/).flatMap((word) => [word, ...word.split(':')]);
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
