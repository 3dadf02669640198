import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { GatewayError } from '../../model/gateway-error.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { DefinitionCache, type KnownDefinition } from './definition-cache.service.js';
import { DefinitionWriter } from './definition-writer.service.js';
import { SecretVault } from './secret-vault.service.js';

/**
 * Renews definitions at the start: seals those of an older key anew, so that the older key can go, and gives new names to
 * endpoints whose name the environment has taken.
 */
@Injectable()
export class DefinitionUpkeep implements OnApplicationBootstrap {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly defined: DefinitionCache,
    private readonly vault: SecretVault,
    private readonly writer: DefinitionWriter,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const known of this.defined.all()) await this.#renew(known);
  }

  async #renew({ stored, definition }: KnownDefinition): Promise<void> {
    if (definition === null) return;
    const taken = this.catalogue.named(stored.webhookId)?.id !== stored.id;
    if (!taken && (await this.vault.isCurrent(stored.sealed))) return;
    try {
      await this.writer.write([{ source: stored.source, definition, stored }]);
    } catch (error) {
      // The gateway works with the definition as it is; the next start renews it if that is still needed.
      if (!(error instanceof GatewayError) || error.code !== 'changed_meanwhile')
        this.#logger.warn(
          `The stored definition of webhook ${stored.webhookId} is not renewed until the next start: ${(error as Error).message}`,
        );
      return;
    }
    const name = this.catalogue.find(stored.id)?.webhookId;
    if (taken)
      this.#logger.warn(
        `Webhook ${stored.webhookId} was renamed to ${name}, because WEBHOOK_URLS uses its name`,
      );
  }
}
