import { Injectable } from '@nestjs/common';
import { Keyring } from '../access/keyring.service.js';
import { hintOf, newKeyText } from '../access/keys/key-text.js';
import { digestOf } from '../access/keys/key.js';
import { StoredKeys } from '../access/keys/stored-keys.service.js';
import { Clock } from '../model/clock.js';
import { Refusal } from '../model/refusal.js';
import { uuidV7 } from '../model/uuid-v7.js';
import { KeyStore, type KeyTerms, type KeyWrite, type StoredKey } from '../store/key-store.js';
import { OVERLAP_DEFAULT_MS, type KeyChangeRequest, type NewKeyRequest } from './keys.dto.js';

/** A key and its text, which is shown once. */
export interface MadeKey {
  readonly key: StoredKey;
  readonly secret: string;
}

/** A changed key, and its terms before. */
export interface ChangedKey {
  readonly key: StoredKey;
  readonly before: StoredKey;
}

const REFUSED: Readonly<Record<Exclude<KeyWrite['kind'], 'written' | 'unknown'>, string>> = {
  revoked: 'That key was revoked, which cannot be undone. Make a new one.',
  name_taken: 'Another key that is not revoked has this name.',
  too_many: 'There are 1,000 keys that are not revoked; revoke some first.',
  last_admin:
    'WEBHOOK_ADMIN_KEYS is empty, so there must be an admin key without an expiry; with this, nobody could administer the gateway. Make such a key first.',
};

/** Makes, changes, rotates and revokes keys. Refusals: `not_found`, `conflict`, and 422 for fields that cannot be used. */
@Injectable()
export class KeyCommands {
  constructor(
    private readonly store: KeyStore,
    private readonly stored: StoredKeys,
    private readonly keyring: Keyring,
    private readonly clock: Clock,
  ) {}

  async create(request: NewKeyRequest, createdBy: string): Promise<MadeKey> {
    const { name, role, types = null, rate = null } = request;
    if (types !== null && role !== 'emit')
      throw unprocessable('types', `types is for emit keys; a key of the role ${role} has no event types.`);
    const secret = newKeyText(role);
    const expiresAt = this.#expiry(request.expires_at ?? null);
    const key = { id: uuidV7(), name, role, types, rate, expiresAt, createdBy, ...digested(secret) };
    return { key: (await this.#written(this.store.add(key, this.#rule()))).key, secret };
  }

  async change(given: string, request: KeyChangeRequest): Promise<ChangedKey> {
    const found = await this.#find(given);
    const { name, types, rate, expires_at: expiry } = request;
    if (types && found.role !== 'emit')
      throw unprocessable('types', `types is for emit keys; this key has the role ${found.role}.`);
    const terms: Partial<KeyTerms> = {
      ...(name !== undefined && name !== null && { name }),
      ...(types !== undefined && { types }),
      ...(rate !== undefined && { rate }),
      ...(expiry !== undefined && { expiresAt: this.#expiry(expiry) }),
    };
    const { key, before } = await this.#written(this.store.change(found.id, terms, this.#rule()));
    return { key, before: before ?? found };
  }

  async rotate(given: string, overlapMs: number = OVERLAP_DEFAULT_MS): Promise<MadeKey> {
    const { id, role } = await this.#find(given);
    const secret = newKeyText(role);
    const rotation = { ...digested(secret), overlapMs };
    return { key: (await this.#written(this.store.rotate(id, rotation))).key, secret };
  }

  async revoke(given: string, by: string): Promise<StoredKey> {
    const { id } = await this.#find(given);
    return (await this.#written(this.store.revoke(id, by, this.#rule()))).key;
  }

  #rule(): { readonly needsAdmin: boolean } {
    return { needsAdmin: this.keyring.needsStoredAdmin };
  }

  async #find(given: string): Promise<StoredKey> {
    if (this.keyring.environment.some(({ name }) => name === given))
      throw Refusal.conflict('That key is from the environment: change it there.', 'environment_key');
    const found = (await this.store.changes(0)).find(({ id }) => id === given.toLowerCase());
    if (!found) throw Refusal.notFound(`There is no key ${given.slice(0, 64)}.`);
    return found;
  }

  async #written(writing: Promise<KeyWrite>): Promise<Extract<KeyWrite, { kind: 'written' }>> {
    const result = await writing;
    if (result.kind === 'unknown') throw Refusal.notFound('There is no such key any more.');
    if (result.kind !== 'written') throw Refusal.conflict(REFUSED[result.kind], result.kind);
    await this.stored.reload();
    return result;
  }

  #expiry(expiresAt: string | null): number | null {
    if (expiresAt === null) return null;
    const at = Date.parse(expiresAt);
    if (at > this.clock.now()) return at;
    throw unprocessable('expires_at', 'expires_at is a time from now on; to end a key now, revoke it.');
  }
}

function digested(secret: string): { readonly digest: string; readonly hint: string } {
  return { digest: digestOf(secret).toString('hex'), hint: hintOf(secret) };
}

function unprocessable(field: string, message: string): Refusal {
  return Refusal.unprocessable([{ field, message }]);
}
