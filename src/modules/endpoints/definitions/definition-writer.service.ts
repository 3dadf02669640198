import { Injectable } from '@nestjs/common';
import { maskUrl } from '../../../adapters/registry.js';
import { GatewayError } from '../../model/gateway-error.js';
import {
  DefinitionStore,
  type DefinitionChange,
  type DefinitionSource,
  type StoredDefinition,
} from '../../store/definition-store.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import type { Definition } from './definition.js';
import { SecretVault } from './secret-vault.service.js';
import { uuidV7 } from '../../model/uuid-v7.js';

/** A new or changed definition in clear; `stored` is the row it was changed from. */
export interface DefinitionWrite {
  readonly id?: string;
  readonly source: DefinitionSource;
  readonly fingerprint?: string;
  readonly definition: Definition;
  readonly stored: StoredDefinition | null;
}

/** Writes definitions to the store and reloads the catalogue: when a write resolves, it is live on this node. */
@Injectable()
export class DefinitionWriter {
  constructor(
    private readonly store: DefinitionStore,
    private readonly vault: SecretVault,
    private readonly catalogue: EndpointCatalogue,
  ) {}

  /**
   * Writes and removes in one transaction, all or nothing. Resolves with the ids of the written endpoints in the order given,
   * then of those this call removed.
   *
   * @throws GatewayError `changed_meanwhile` when another was faster; `store_unavailable`
   */
  async write(writes: readonly DefinitionWrite[], removals: readonly string[] = []): Promise<string[]> {
    const puts = await Promise.all(writes.map((write) => this.#change(write)));
    const written = await this.store.write(puts, removals);
    await this.catalogue.reload();
    if (written) return written.map(({ id }) => id);
    throw new GatewayError('changed_meanwhile', 'The endpoint was changed by another meanwhile; look again.');
  }

  async #change({
    source,
    fingerprint,
    definition,
    stored,
    ...write
  }: DefinitionWrite): Promise<DefinitionChange> {
    const id = stored?.id ?? write.id ?? uuidV7();
    const { adapter, settings, secrets } = definition;
    return {
      id,
      source,
      fingerprint: stored?.fingerprint ?? fingerprint ?? `api:${id}`,
      adapter,
      maskedUrl: maskUrl(adapter, secrets.url),
      settings: JSON.stringify(settings),
      sealed: await this.vault.seal(JSON.stringify(secrets), id),
      derivedFrom: stored?.revision ?? null,
    };
  }
}
