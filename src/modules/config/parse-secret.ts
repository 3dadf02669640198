import { Malformed } from './malformed.js';

/** The prefix of Standard Webhooks: what follows is the key in base64. */
export const SECRET_PREFIX = 'whsec_';

/** Shorter secrets are found by trying, from a single signature: characters, or bytes in base64. */
export const SECRET_MIN = 8;

const ACCEPTED =
  `a text of at least ${SECRET_MIN} characters (better 16 or more), or ${SECRET_PREFIX} and at least ` +
  `${SECRET_MIN} bytes in base64 with its padding`;

/** A text that is long enough is a key; one that says it is base64 must be, or receivers' libraries refuse it. */
export function parseSecret(text: string): string | Malformed {
  if (!text.startsWith(SECRET_PREFIX))
    return text.length < SECRET_MIN ? tooShort(text.length, 'characters') : text;
  const bytes = secretBytes(text);
  if (bytes === null)
    return new Malformed([`begins with ${SECRET_PREFIX} but what follows is not base64`], ACCEPTED);
  return bytes < SECRET_MIN ? tooShort(bytes, 'bytes') : text;
}

function tooShort(length: number, unit: string): Malformed {
  return new Malformed([`is too short with its ${length} of ${SECRET_MIN} ${unit}`], ACCEPTED);
}

/** How many bytes a `whsec_…` key holds; null when it is none. */
export function secretBytes(text: string): number | null {
  if (!text.startsWith(SECRET_PREFIX)) return null;
  const base64 = text.slice(SECRET_PREFIX.length);
  const wellFormed = base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return wellFormed ? Buffer.from(base64, 'base64').length : null;
}
