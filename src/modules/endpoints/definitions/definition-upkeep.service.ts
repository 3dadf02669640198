import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { DefinedEndpoints, type KnownDefinition } from './defined-endpoints.service.js';
import { EndpointWriter } from './endpoint-writer.service.js';
import { SecretVault } from './secret-vault.service.js';

/**
 * At the start: seals anew what an older key has sealed, so that the older key can go; and gives new names to endpoints
 * whose name the environment has taken since.
 */
@Injectable()
export class DefinitionUpkeep implements OnApplicationBootstrap {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly defined: DefinedEndpoints,
    private readonly vault: SecretVault,
    private readonly writer: EndpointWriter,
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
    } catch {
      // Another node was faster; what is still to be done then is done at the next start.
      return;
    }
    const name = this.catalogue.find(stored.id)?.webhookId;
    if (taken)
      this.#logger.warn(`Webhook ${stored.webhookId} is called ${name} now: WEBHOOK_URLS has taken its name`);
  }
}
