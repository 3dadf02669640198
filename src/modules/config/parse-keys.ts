import { Malformed } from './malformed.js';
import { parseList } from './parse-list.js';
import { strengthOf, TRIVIAL_BITS } from './strength.js';

/** Shorter keys can be guessed. */
export const KEY_MIN = 16;

const ACCEPTED =
  `keys of at least ${KEY_MIN} visible ASCII characters without commas, separated by commas ` +
  '(openssl rand -hex 32 makes one)';

/** API keys, each once: several of them, so that they can be rotated. */
export function parseKeys(text: string): readonly string[] | Malformed {
  const keys = parseList<string>(text, 'key', ACCEPTED, (key) => {
    if (!/^[\u0021-\u007e]+$/.test(key)) return { problem: 'holds a space or a character beyond ASCII' };
    if (key.length < KEY_MIN)
      return { problem: `is too short with its ${key.length} of ${KEY_MIN} characters` };
    return strengthOf(key) < TRIVIAL_BITS
      ? { problem: 'is easy to guess: it is made of repeats, sequences or common words' }
      : { value: key };
  });
  if (keys instanceof Malformed) return keys;
  return keys.length === 0 ? new Malformed(['holds no key'], ACCEPTED) : [...new Set(keys)];
}
