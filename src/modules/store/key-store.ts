/** The rights of a key: see `ROUTE_ROLES` of the access room. */
export const KEY_ROLES = ['emit', 'viewer', 'operator', 'admin'] as const;
export type KeyRole = (typeof KEY_ROLES)[number];

/** The fields of a key that an operator may change. Times are Unix ms. */
export interface KeyTerms {
  readonly name: string;
  /** Event types and patterns that the key may send; null: all. */
  readonly types: readonly string[] | null;
  /** Maximum of requests a minute at each gateway; null: without a limit. */
  readonly rate: number | null;
  readonly expiresAt: number | null;
}

/** A key that is to be stored: its digest, never the key itself. */
export interface NewKey extends KeyTerms {
  readonly id: string;
  readonly role: KeyRole;
  /** SHA-256 of the key, hex. */
  readonly digest: string;
  /** Beginning of the key, for people. */
  readonly hint: string;
  readonly createdBy: string;
}

/** A key as it is stored. */
export interface StoredKey extends NewKey {
  /** Digest of the key before the last rotation, which is valid until `previousUntil`. */
  readonly previousDigest: string | null;
  readonly previousUntil: number | null;
  readonly createdAt: number;
  readonly rotatedAt: number | null;
  readonly revokedAt: number | null;
  readonly revokedBy: string | null;
  readonly lastUsedAt: number | null;
  /** Grows with every write but that of `lastUsedAt`, over all keys. */
  readonly revision: number;
}

/** The new key of a rotation, and how long the one before stays valid. */
export interface KeyRotation {
  readonly digest: string;
  readonly hint: string;
  /** ms; 0: the key before is invalid at once. */
  readonly overlapMs: number;
}

/** Result of a change of a key: the key as it is now and as it was (null: it is new), or why nothing was written. */
export type KeyWrite =
  | { readonly kind: 'written'; readonly key: StoredKey; readonly before: StoredKey | null }
  | { readonly kind: 'unknown' | 'revoked' | 'name_taken' | 'last_admin' | 'too_many' };

/** Time for which a revoked key is kept, ms: its calls are told why they are refused, and the audit log can name it. */
export const REVOKED_KEPT_MS = 90 * 86_400_000;
/** Maximum of keys that are not revoked. */
export const KEYS_MAX = 1_000;

/** Whether some admin key without an end must remain: where the environment has none, nobody could make another. */
export interface AdminRule {
  readonly needsAdmin: boolean;
}

/** The API keys that operators made. All writes reject with `store_full` and `store_unavailable`. */
export abstract class KeyStore {
  /** Lists keys written after the revision (0: all), revoked ones included, in the order of writing. */
  abstract changes(after: number): Promise<StoredKey[]>;

  /** Stores a key, and deletes those that were revoked long ago. Refusals: `name_taken`, `last_admin`, `too_many`. */
  abstract add(key: NewKey, rule: AdminRule): Promise<KeyWrite>;

  /**
   * Changes the given terms of a key; the others stay as they are stored, so that two changes at a time are both kept.
   * Refusals: `unknown`, `revoked`, `name_taken`, `last_admin`.
   */
  abstract change(id: string, terms: Partial<KeyTerms>, rule: AdminRule): Promise<KeyWrite>;

  /** Replaces a key. A rotation within the overlap of another ends that overlap. Refusals: `unknown`, `revoked`. */
  abstract rotate(id: string, rotation: KeyRotation): Promise<KeyWrite>;

  /** Revokes a key, and the one before its rotation, for good. Refusals: `unknown`, `revoked`, `last_admin`. */
  abstract revoke(id: string, by: string, rule: AdminRule): Promise<KeyWrite>;

  /** Notes when keys were used last, Unix ms; an earlier time than the stored one changes nothing. */
  abstract used(uses: readonly { readonly id: string; readonly at: number }[]): Promise<void>;
}
