import { Malformed } from './malformed.js';
import { parseList } from './parse-list.js';

/** What AES-256 takes, bytes. */
export const ENCRYPTION_KEY_BYTES = 32;

const ACCEPTED =
  `keys of ${ENCRYPTION_KEY_BYTES} bytes in base64 or hex, separated by commas; the first encrypts, all decrypt ` +
  '(openssl rand -base64 32 makes one)';

/** The keys as bytes in base64, each once. */
export function parseEncryptionKeys(text: string): readonly string[] | Malformed {
  const keys = parseList<string>(text, 'key', ACCEPTED, (entry) => {
    const key = encryptionKey(entry);
    return key === null
      ? { problem: `is not ${ENCRYPTION_KEY_BYTES} bytes in base64 or hex` }
      : { value: key };
  });
  if (keys instanceof Malformed) return keys;
  return keys.length === 0 ? new Malformed(['holds no key'], ACCEPTED) : [...new Set(keys)];
}

/** One key in base64; null when the text is none. */
export function encryptionKey(text: string): string | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex').toString('base64');
  if (!/^[A-Za-z0-9+/]{43}=?$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === ENCRYPTION_KEY_BYTES ? bytes.toString('base64') : null;
}
