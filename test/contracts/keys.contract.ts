import { createHash } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { v7 as uuid } from 'uuid';
import { REVOKED_KEPT_MS, type KeyWrite, type NewKey } from '../../src/modules/store/key-store.js';
import type { Harness } from './store.contract.js';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const FREE = { needsAdmin: false };
const NEEDS_ADMIN = { needsAdmin: true };

/** Facts that every driver promises of API keys; to be called where a store has been opened for each fact. */
export function keyFacts(harness: () => Harness): void {
  const keys = () => harness().store.keys;
  const aKey = (more: Partial<NewKey> = {}): NewKey => {
    const id = uuid();
    return {
      id,
      name: `key ${id}`,
      role: 'viewer',
      types: null,
      rate: null,
      expiresAt: null,
      hint: 'gwk_viewer_Ab12',
      digest: digest(id),
      createdBy: 'ana',
      ...more,
    };
  };
  const written = (result: KeyWrite) => {
    if (result.kind !== 'written') throw new Error(`not written: ${result.kind}`);
    return result.key;
  };

  it('keeps keys with all they say, and lists what was written since a revision', async () => {
    const full = aKey({
      role: 'emit',
      types: ['job.*', 'render.done'],
      rate: 60,
      expiresAt: 4_000_000_000_000,
    });
    const first = written(await keys().add(full, FREE));
    expect(first).toEqual({
      ...full,
      previousDigest: null,
      previousUntil: null,
      createdAt: harness().now(),
      rotatedAt: null,
      revokedAt: null,
      revokedBy: null,
      lastUsedAt: null,
      revision: first.revision,
    });
    const second = written(await keys().add(aKey(), FREE));
    await harness().reopen();
    expect(await keys().changes(0)).toEqual([first, second]);
    expect(await keys().changes(first.revision)).toEqual([second]);
    expect(await keys().changes(second.revision)).toEqual([]);
  });

  it('gives a name to one key at a time, and to another once it is revoked', async () => {
    const one = written(await keys().add(aKey({ name: 'ci' }), FREE));
    expect(await keys().add(aKey({ name: 'ci' }), FREE)).toEqual({ kind: 'name_taken' });
    const other = written(await keys().add(aKey({ name: 'cd' }), FREE));
    const terms = { types: null, rate: null, expiresAt: null };
    expect(await keys().change(other.id, { ...terms, name: 'ci' }, FREE)).toEqual({ kind: 'name_taken' });
    await keys().revoke(one.id, 'ana', FREE);
    expect(await keys().change(other.id, { ...terms, name: 'ci' }, FREE)).toMatchObject({
      key: { name: 'ci' },
    });
  });

  it('keeps the terms of a key that a change does not name, as they are stored', async () => {
    const added = written(await keys().add(aKey({ role: 'emit' }), FREE));
    const { id } = added;
    await Promise.all([keys().change(id, { rate: 9 }, FREE), keys().change(id, { types: ['job.*'] }, FREE)]);
    const last = await keys().change(id, { expiresAt: 4_000_000_000_000 }, FREE);
    const terms = { name: added.name, rate: 9, types: ['job.*'] };
    expect(last).toMatchObject({
      key: { ...terms, expiresAt: 4_000_000_000_000 },
      before: { ...terms, expiresAt: null },
    });
  });

  it('changes and rotates a key under a new revision', async () => {
    const { id, revision, digest: before } = written(await keys().add(aKey({ role: 'emit' }), FREE));
    const terms = { name: 'renamed', types: ['job.*'], rate: 5, expiresAt: 4_000_000_000_000 };
    const changed = written(await keys().change(id, terms, FREE));
    expect(changed).toMatchObject({ ...terms, digest: before });
    expect(changed.revision).toBeGreaterThan(revision);
    const next = { digest: digest('next'), hint: 'gwk_emit_Next', overlapMs: 5_000 };
    const rotated = written(await keys().rotate(id, next));
    expect(rotated).toMatchObject({
      digest: next.digest,
      hint: next.hint,
      previousDigest: before,
      previousUntil: harness().now() + 5_000,
      rotatedAt: harness().now(),
    });
    expect(await keys().changes(changed.revision)).toEqual([rotated]);
  });

  it('revokes a key once, and changes nothing of it then', async () => {
    const { id } = written(await keys().add(aKey(), FREE));
    expect(await keys().revoke(id, 'ben', FREE)).toMatchObject({
      kind: 'written',
      key: { revokedAt: harness().now(), revokedBy: 'ben' },
    });
    const rotation = { digest: digest('x'), hint: 'x', overlapMs: 0 };
    expect([await keys().revoke(id, 'ana', FREE), await keys().rotate(id, rotation)]).toEqual([
      { kind: 'revoked' },
      { kind: 'revoked' },
    ]);
    expect(await keys().revoke(uuid(), 'ana', FREE)).toEqual({ kind: 'unknown' });
  });

  it('forgets a key that was revoked long ago, and never repeats a revision', async () => {
    const old = written(await keys().add(aKey(), FREE));
    const kept = written(await keys().add(aKey(), FREE));
    await keys().revoke(old.id, 'ana', FREE);
    await harness().advance(REVOKED_KEPT_MS + 1);
    const { revision } = written(await keys().add(aKey(), FREE));
    const listed = await keys().changes(0);
    expect(listed.map(({ id }) => id)).not.toContain(old.id);
    expect(listed.map(({ id }) => id)).toContain(kept.id);
    expect(Math.max(...listed.map((key) => key.revision))).toBe(revision);
  });

  it('leaves an admin key that never ends where one is needed', async () => {
    expect(await keys().add(aKey({ role: 'emit' }), NEEDS_ADMIN)).toEqual({ kind: 'last_admin' });
    const ending = aKey({ role: 'admin', expiresAt: 4_000_000_000_000 });
    expect(await keys().add(ending, NEEDS_ADMIN)).toEqual({ kind: 'last_admin' });
    const admin = written(await keys().add(aKey({ role: 'admin' }), NEEDS_ADMIN));
    await keys().add(ending, NEEDS_ADMIN);
    const { id, name } = admin;
    const terms = { name, types: null, rate: null, expiresAt: 4_000_000_000_000 };
    expect(await keys().revoke(id, 'ana', NEEDS_ADMIN)).toEqual({ kind: 'last_admin' });
    expect(await keys().change(id, terms, NEEDS_ADMIN)).toEqual({ kind: 'last_admin' });
    written(await keys().add(aKey({ role: 'admin' }), NEEDS_ADMIN));
    expect(await keys().revoke(id, 'ana', NEEDS_ADMIN)).toMatchObject({ kind: 'written' });
  });

  it('notes the last use without a new revision, and never goes back', async () => {
    const { id, revision } = written(await keys().add(aKey(), FREE));
    await keys().used([
      { id, at: 2_000 },
      { id: uuid(), at: 1 },
    ]);
    await keys().used([{ id, at: 1_000 }]);
    expect(await keys().changes(0)).toMatchObject([{ id, revision, lastUsedAt: 2_000 }]);
  });
}
