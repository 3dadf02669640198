import type { Endpoint } from '../model/endpoint.js';

/** Shorter values are words, not secrets. */
const SECRET_MIN = 8;

/** Endpoints are frozen and replaced with every change, so each needs it once. */
const known = new WeakMap<Endpoint, readonly string[]>();

/** What a target may say back and is not kept: keys, values of custom headers, and what is masked of the URL. */
export function secretsOf(endpoint: Endpoint): readonly string[] {
  const before = known.get(endpoint);
  if (before) return before;
  const { headers, secret, previousSecret } = endpoint;
  const all = [secret, previousSecret?.secret ?? '', ...Object.values(headers), ...hiddenParts(endpoint)];
  const secrets = all.filter((value) => value.length >= SECRET_MIN);
  known.set(endpoint, secrets);
  return secrets;
}

/** A text without them. */
export function withoutSecrets(text: string | null, endpoint: Endpoint): string | null {
  if (text === null || text.length < SECRET_MIN) return text;
  return secretsOf(endpoint).reduce((shown, value) => shown.replaceAll(value, '***'), text);
}

/** The words of the URL that its masked form does not show. */
function hiddenParts({ url, maskedUrl }: Endpoint): string[] {
  const { pathname, searchParams } = new URL(url);
  const words = [...pathname.split('/'), ...searchParams.values(), ...searchParams.keys()];
  return words.filter((word) => !maskedUrl.includes(word));
}
