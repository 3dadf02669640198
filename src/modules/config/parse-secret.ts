import { Malformed } from './malformed.js';

/** The prefix of Standard Webhooks: what follows is the key in base64. */
export const SECRET_PREFIX = 'whsec_';

const ACCEPTED = `any text, or ${SECRET_PREFIX} and the key in base64 with its padding`;

/** Any text is a key; one that says it is base64 must be, or receivers' libraries refuse it. */
export function parseSecret(text: string): string | Malformed {
  if (!text.startsWith(SECRET_PREFIX)) return text;
  return secretBytes(text) === null
    ? new Malformed([`begins with ${SECRET_PREFIX} but what follows is not base64`], ACCEPTED)
    : text;
}

/** How many bytes a `whsec_…` key holds; null when it is none. */
export function secretBytes(text: string): number | null {
  if (!text.startsWith(SECRET_PREFIX)) return null;
  const base64 = text.slice(SECRET_PREFIX.length);
  const wellFormed = base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return wellFormed ? Buffer.from(base64, 'base64').length : null;
}
