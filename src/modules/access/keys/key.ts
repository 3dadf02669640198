import { createHash } from 'node:crypto';
import type { StoredKey } from '../../store/key-store.js';
import type { Role } from '../roles.js';

/** A key, without its text. The folder `keys` holds what a key is, and the keys that operators made. */
export interface Key {
  /** Id of the row; null for a key of the environment. */
  readonly id: string | null;
  /** Name of the key, as the audit log has it. */
  readonly name: string;
  readonly role: Role;
  /** SHA-256 of the key. */
  readonly digest: Buffer;
  /** First 8 hex digits of the digest, which people may see. */
  readonly fingerprint: string;
  /** Event types and patterns that the key may send; null: all. */
  readonly types: readonly string[] | null;
  /** Maximum of requests a minute; null: without a limit. */
  readonly rate: number | null;
  /** Unix ms from which on the key is invalid, and why; null: no end. */
  readonly end: KeyEnd | null;
}

export interface KeyEnd {
  readonly at: number;
  readonly why: 'expired' | 'revoked' | 'rotated';
}

/** SHA-256 of a key. */
export function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

/** Builds a key of the environment. Its name is made of its digest, so that it stays the same in any order of the list. */
export function environmentKey(text: string, role: 'emit' | 'admin'): Key {
  const digest = digestOf(text);
  const fingerprint = fingerprintOf(digest);
  const name = `env-${role}-${fingerprint}`;
  return { id: null, name, role, digest, fingerprint, types: null, rate: null, end: null };
}

/** The keys of a row: the present one, and the one before its rotation. */
export function keysOf(row: StoredKey): readonly Key[] {
  const { id, name, role, types, rate } = row;
  const build = (hex: string, end: KeyEnd | null): Key => {
    const digest = Buffer.from(hex, 'hex');
    return { id, name, role, digest, fingerprint: fingerprintOf(digest), types, rate, end };
  };
  const end = endOf(row);
  if (row.previousDigest === null) return [build(row.digest, end)];
  const replaced: KeyEnd = { at: row.previousUntil ?? 0, why: 'rotated' };
  return [
    build(row.digest, end),
    build(row.previousDigest, end !== null && end.at < replaced.at ? end : replaced),
  ];
}

/** Whether the key is valid at `now` (Unix ms). */
export function isValid({ end }: Pick<Key, 'end'>, now: number): boolean {
  return end === null || now < end.at;
}

function endOf({ revokedAt, expiresAt }: StoredKey): KeyEnd | null {
  if (revokedAt !== null && (expiresAt === null || revokedAt < expiresAt))
    return { at: revokedAt, why: 'revoked' };
  return expiresAt === null ? null : { at: expiresAt, why: 'expired' };
}

function fingerprintOf(digest: Buffer): string {
  return digest.toString('hex', 0, 4);
}
