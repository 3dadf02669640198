import { Injectable, Logger } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { SecretKey } from '../../config/secret-key.js';
import type { Endpoint } from '../../model/endpoint.js';
import { parseJson } from '../../model/exact-json.js';
import { DefinitionStore, type StoredDefinition } from '../../store/definition-store.js';
import type { StoredEndpoint } from '../../store/endpoint-store.js';
import { buildEndpoint } from './build-endpoint.js';
import type { Definition, Secrets, Settings } from './definition.js';
import { SecretVault } from './secret-vault.service.js';

/** Why an endpoint gets nothing whose secrets cannot be decrypted. */
export const UNREADABLE =
  'its secrets cannot be decrypted with WEBHOOK_ENCRYPTION_KEY: bring back the key they were stored with, or give it its URL anew';

export interface KnownDefinition {
  readonly stored: StoredDefinition;
  /** Null where it cannot be decrypted. */
  readonly definition: Definition | null;
}

/** The endpoints that are defined in the store, as this node knows them. */
@Injectable()
export class DefinedEndpoints {
  readonly #logger = new Logger('Webhooks');
  readonly #known = new Map<string, KnownDefinition>();
  #revision = 0;

  constructor(
    private readonly store: DefinitionStore,
    private readonly vault: SecretVault,
    private readonly config: GatewayConfig,
    private readonly secretKey: SecretKey,
  ) {}

  /** Of the last change that is known here. */
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

  /** Removed ones included. */
  known(): readonly KnownDefinition[] {
    return [...this.#known.values()];
  }

  /** Those there are, removed ones left out; of the file first, each in the order of their numbers. */
  all(): KnownDefinition[] {
    const existing = [...this.#known.values()].filter(({ stored }) => stored.removedAt === null);
    const number = ({ stored }: KnownDefinition): number => Number(stored.webhookId.slice('webhook_'.length));
    return existing.sort(
      (one, other) => other.stored.source.localeCompare(one.stored.source) || number(one) - number(other),
    );
  }

  /** Also removed ones. */
  find(id: string): KnownDefinition | undefined {
    return this.#known.get(id);
  }

  /** @param trusted hosts with port that the operator's own configuration names */
  endpoints(rows: readonly StoredEndpoint[], trusted: ReadonlySet<string>): Endpoint[] {
    const states = new Map(rows.map((row) => [row.id, row]));
    return this.all().map((known) => this.#endpoint(known, states.get(known.stored.id), trusted));
  }

  /** As it would be if that were stored. */
  preview(definition: Definition, trusted: boolean): Endpoint {
    const standing = {
      id: 'preview',
      webhookId: 'webhook_preview',
      source: 'api',
      trusted,
      disabled: null,
      pausedAt: null,
    } as const;
    return buildEndpoint(definition, standing, this.#defaults());
  }

  #endpoint(known: KnownDefinition, row: StoredEndpoint | undefined, trusted: ReadonlySet<string>): Endpoint {
    const { id, webhookId, source, maskedUrl, adapter, updatedAt } = known.stored;
    const { disabled: state = null, pausedAt = null } = row ?? {};
    const standing = {
      id,
      webhookId,
      source,
      disabled: state?.reason === UNREADABLE ? null : state,
      pausedAt,
    };
    if (!known.definition) {
      const nowhere = { adapter, settings: {}, secrets: { url: maskedUrl } };
      const disabled = { reason: UNREADABLE, at: updatedAt };
      return buildEndpoint(nowhere, { ...standing, disabled, trusted: false }, this.#defaults());
    }
    const isTrusted = source === 'file' || trusted.has(new URL(known.definition.secrets.url).host);
    return buildEndpoint(known.definition, { ...standing, trusted: isTrusted }, this.#defaults());
  }

  #defaults() {
    const { events, timeoutMs, retry, rateLimit, concurrency, ordering } = this.config;
    const { secret } = this.secretKey;
    return { events, timeoutMs, retry, rateLimit, concurrency, ordering, secret };
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
