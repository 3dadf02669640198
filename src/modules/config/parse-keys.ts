import { Malformed } from './malformed.js';
import { parseList } from './parse-list.js';
import { strengthOf, TRIVIAL_BITS } from './strength.js';

/** Minimum length of an API key, characters: shorter ones can be guessed. */
const KEY_MIN = 16;

const KEYS_ACCEPTED =
  `keys of at least ${KEY_MIN} visible ASCII characters without commas, separated by commas ` +
  '(openssl rand -hex 32 makes one)';

/** Reads API keys, each once. Several keys may be valid at the same time, so that keys can be rotated. */
export function parseKeys(text: string): readonly string[] | Malformed {
  const keys = parseList<string>(text, 'key', KEYS_ACCEPTED, (key) => {
    if (!/^[\u0021-\u007e]+$/.test(key)) return { problem: 'holds a space or a character beyond ASCII' };
    if (key.length < KEY_MIN)
      return { problem: `is too short with its ${key.length} of ${KEY_MIN} characters` };
    return strengthOf(key) < TRIVIAL_BITS
      ? { problem: 'is easy to guess: it is made of repeats, sequences or common words' }
      : { value: key };
  });
  if (keys instanceof Malformed) return keys;
  return keys.length === 0 ? new Malformed(['holds no key'], KEYS_ACCEPTED) : [...new Set(keys)];
}

/** Length of an encryption key, bytes: that of AES-256. */
export const ENCRYPTION_KEY_BYTES = 32;

const ENCRYPTION_KEYS_ACCEPTED =
  `keys of ${ENCRYPTION_KEY_BYTES} bytes in base64 or hex, separated by commas; the first encrypts, all decrypt ` +
  '(openssl rand -base64 32 makes one)';

/** Reads encryption keys into base64, each once. */
export function parseEncryptionKeys(text: string): readonly string[] | Malformed {
  const keys = parseList<string>(text, 'key', ENCRYPTION_KEYS_ACCEPTED, (entry) => {
    const key = encryptionKey(entry);
    return key === null
      ? { problem: `is not ${ENCRYPTION_KEY_BYTES} bytes in base64 or hex` }
      : { value: key };
  });
  if (keys instanceof Malformed) return keys;
  return keys.length === 0 ? new Malformed(['holds no key'], ENCRYPTION_KEYS_ACCEPTED) : [...new Set(keys)];
}

/** Reads one encryption key into base64; null when the text is none. */
export function encryptionKey(text: string): string | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex').toString('base64');
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === ENCRYPTION_KEY_BYTES ? bytes.toString('base64') : null;
}

/** Prefix of a secret in Standard Webhooks; the key in base64 follows it. */
export const SECRET_PREFIX = 'whsec_';

/** Minimum length of a secret, characters, or bytes behind `whsec_`: shorter ones can be found from one signature. */
export const SECRET_MIN = 8;

const SECRET_ACCEPTED =
  `a text of at least ${SECRET_MIN} characters (better 16 or more), or ${SECRET_PREFIX} and at least ` +
  `${SECRET_MIN} bytes in base64 with its padding`;

/** Reads a signing secret: any text that is long enough; behind `whsec_` valid base64, which receivers' libraries demand. */
export function parseSecret(text: string): string | Malformed {
  if (!text.startsWith(SECRET_PREFIX))
    return text.length < SECRET_MIN ? tooShort(text.length, 'characters') : text;
  const bytes = secretBytes(text);
  if (bytes === null)
    return new Malformed([`begins with ${SECRET_PREFIX} but what follows is not base64`], SECRET_ACCEPTED);
  return bytes < SECRET_MIN ? tooShort(bytes, 'bytes') : text;
}

function tooShort(length: number, unit: string): Malformed {
  return new Malformed([`is too short with its ${length} of ${SECRET_MIN} ${unit}`], SECRET_ACCEPTED);
}

/** Counts the bytes of a `whsec_…` key; null when the text is none. */
export function secretBytes(text: string): number | null {
  if (!text.startsWith(SECRET_PREFIX)) return null;
  const base64 = text.slice(SECRET_PREFIX.length);
  const wellFormed = base64.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(base64);
  return wellFormed ? Buffer.from(base64, 'base64').length : null;
}
