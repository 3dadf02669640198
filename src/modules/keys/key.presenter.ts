import type { Key } from '../access/keys/key.js';
import { isoTime, isoTimeOrNull } from '../model/iso-time.js';
import type { StoredKey } from '../store/key-store.js';
import type { KeyView } from './keys.response.js';

/** Presents a stored key as it stands at `now` (Unix ms). @param usedAt last use that is not stored yet */
export function keyView(key: StoredKey, now: number, usedAt: number | null = null): KeyView {
  const { expiresAt, previousUntil, lastUsedAt } = key;
  const used = Math.max(usedAt ?? 0, lastUsedAt ?? 0);
  return {
    id: key.id,
    name: key.name,
    role: key.role,
    source: 'api',
    state: stateOf(key, now),
    hint: key.hint,
    types: key.types,
    rate: key.rate,
    expires_at: isoTimeOrNull(expiresAt),
    last_used_at: used === 0 ? null : isoTime(used),
    created_at: isoTime(key.createdAt),
    created_by: key.createdBy,
    rotated_at: isoTimeOrNull(key.rotatedAt),
    previous_until: previousUntil !== null && previousUntil > now ? isoTime(previousUntil) : null,
    revoked_at: isoTimeOrNull(key.revokedAt),
    revoked_by: key.revokedBy,
  };
}

/** Presents a key of the environment. */
export function environmentKeyView({ name, role, fingerprint }: Key): KeyView {
  return {
    id: name,
    name,
    role,
    source: 'environment',
    state: 'active',
    hint: fingerprint,
    types: null,
    rate: null,
    expires_at: null,
    last_used_at: null,
    created_at: null,
    created_by: null,
    rotated_at: null,
    previous_until: null,
    revoked_at: null,
    revoked_by: null,
  };
}

function stateOf({ revokedAt, expiresAt }: StoredKey, now: number): KeyView['state'] {
  if (revokedAt !== null) return 'revoked';
  return expiresAt !== null && expiresAt <= now ? 'expired' : 'active';
}
