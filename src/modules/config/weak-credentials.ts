import type { GatewayConfig } from './gateway-config.js';
import { SECRET_PREFIX, secretBytes } from './parse-keys.js';
import { strengthOf, WEAK_BITS } from './strength.js';

/** Length below which a secret is warned of at every start: characters, or bytes behind `whsec_`. */
const SECRET_GOOD = 16;

type Credentials = Pick<GatewayConfig, 'emitKeys' | 'adminKeys' | 'secretKey'>;

/** Warns about keys and secrets that could be guessed, in sentences that show nothing of them. */
export function weakCredentials({ emitKeys, adminKeys, secretKey }: Credentials): readonly string[] {
  return [
    ...weakKeys('WEBHOOK_EMIT_KEYS', emitKeys),
    ...weakKeys('WEBHOOK_ADMIN_KEYS', adminKeys),
    ...(secretKey === null ? [] : weakSecret(secretKey)),
    ...(secretKey !== null && emitKeys.includes(secretKey)
      ? [
          '⚠️ WEBHOOK_SECRET_KEY is one of WEBHOOK_EMIT_KEYS as well: every receiver that knows it can send events.',
        ]
      : []),
  ];
}

function weakKeys(name: string, keys: readonly string[]): string[] {
  const weak = keys.flatMap((key, at) => (strengthOf(key) < WEAK_BITS ? [at + 1] : []));
  if (weak.length === 0) return [];
  const which = weak.length === 1 ? `key ${weak[0]}` : `keys ${weak.join(', ')}`;
  return [
    `⚠️ ${name}: ${which} could be guessed (sequences, common words, little else). Make better ones by: openssl rand -hex 32`,
  ];
}

function weakSecret(secret: string): string[] {
  const encoded = secret.startsWith(SECRET_PREFIX);
  const length = encoded ? (secretBytes(secret) ?? 0) : secret.length;
  const remedy = `Receivers can be moved to a better one; make it by: openssl rand -hex 32`;
  if (length < SECRET_GOOD) {
    const unit = encoded ? 'bytes' : 'characters';
    return [
      `⚠️ WEBHOOK_SECRET_KEY has ${length} ${unit}: every receiver of one signature can find it by trying. ${remedy}`,
    ];
  }
  return strengthOf(secret) < WEAK_BITS
    ? [
        `⚠️ WEBHOOK_SECRET_KEY could be guessed: it is made of sequences and common words, little else. ${remedy}`,
      ]
    : [];
}
