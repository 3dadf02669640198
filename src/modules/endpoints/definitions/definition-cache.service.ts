import { Injectable, Logger } from '@nestjs/common';
import { parseJson } from '../../model/exact-json.js';
import { DefinitionStore, type StoredDefinition } from '../../store/definition-store.js';
import type { Definition, Secrets, Settings } from './definition.js';
import { SecretVault } from './secret-vault.service.js';

/** Why an endpoint is disabled whose secrets cannot be decrypted. */
export const UNREADABLE =
  'its secrets cannot be decrypted with WEBHOOK_ENCRYPTION_KEY: bring back the key they were stored with, or give it its URL anew';

export interface KnownDefinition {
  readonly stored: StoredDefinition;
  /** Null where it cannot be decrypted. */
  readonly definition: Definition | null;
}

/** Holds the definitions of the store, from the API and from the file, as this node knows them. */
@Injectable()
export class DefinitionCache {
  readonly #logger = new Logger('Webhooks');
  readonly #known = new Map<string, KnownDefinition>();
  #revision = 0;

  constructor(
    private readonly store: DefinitionStore,
    private readonly vault: SecretVault,
  ) {}

  /** The revision of the last change that this node knows. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes over what was written since the last call. */
  async pull(): Promise<void> {
    const changes = await this.store.changes(this.#revision);
    for (const stored of changes) {
      if (stored.revision <= this.#revision) continue;
      const definition = stored.removedAt === null ? await this.#open(stored) : null;
      this.#known.set(stored.id, { stored, definition });
    }
    this.#revision = changes.at(-1)?.revision ?? this.#revision;
  }

  /** All definitions, removed ones included. */
  known(): readonly KnownDefinition[] {
    return [...this.#known.values()];
  }

  /** The definitions that exist: those of the file first, each in the order of their numbers. */
  all(): KnownDefinition[] {
    const existing = [...this.#known.values()].filter(({ stored }) => stored.removedAt === null);
    const number = ({ stored }: KnownDefinition): number => Number(stored.webhookId.slice('webhook_'.length));
    return existing.sort(
      (one, other) => other.stored.source.localeCompare(one.stored.source) || number(one) - number(other),
    );
  }

  /** A definition by the id of its endpoint, removed ones included. */
  find(id: string): KnownDefinition | undefined {
    return this.#known.get(id);
  }

  /** Returns the name in the definition of an endpoint, also of a removed one, which keeps it; null where it has none. */
  nameOf(id: string): string | null {
    const known = this.find(id);
    return known === undefined ? null : ((parseJson(known.stored.settings) as Settings).name ?? null);
  }

  async #open({ id, webhookId, adapter, settings, sealed }: StoredDefinition): Promise<Definition | null> {
    const opened = await this.vault.open(sealed, id);
    if (opened === null) {
      this.#logger.error(`⛔ Webhook ${webhookId} is disabled: ${UNREADABLE}`);
      return null;
    }
    return { adapter, settings: parseJson(settings) as Settings, secrets: JSON.parse(opened) as Secrets };
  }
}
