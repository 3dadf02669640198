import { Injectable } from '@nestjs/common';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { EventTypeWarnings } from '../../event-types/event-type-warnings.service.js';
import { DefinitionCache } from '../definitions/definition-cache.service.js';
import { EndpointCatalogue } from '../endpoint-catalogue.service.js';
import { PresentationAdvice } from '../presentation/presentation-advice.service.js';

/** Tries the templates of the applied configuration file on what is known of events, as a save by the API does. */
@Injectable()
export class FileTemplateWarnings {
  constructor(
    private readonly defined: DefinitionCache,
    private readonly catalogue: EndpointCatalogue,
    private readonly advice: PresentationAdvice,
    private readonly types: EventCatalogue,
    private readonly typeWarnings: EventTypeWarnings,
  ) {}

  /** Warns of templates that read data no event has or that fail on stored events, and of parts of `message` without effect. */
  async all(): Promise<string[]> {
    return [...(await this.#ofEndpoints()), ...(await this.#ofTypes())];
  }

  async #ofEndpoints(): Promise<string[]> {
    const told: string[] = [];
    for (const { stored, definition } of this.defined.all()) {
      const endpoint = this.catalogue.all().find(({ id }) => id === stored.id);
      if (stored.source !== 'file' || definition === null || !endpoint) continue;
      const { message = null, payload = null } = definition.settings;
      const found = await this.advice.warnings({ message, payload }, endpoint);
      told.push(...found.map((sentence) => `endpoint ${endpoint.name}: ${sentence}`));
    }
    return told;
  }

  async #ofTypes(): Promise<string[]> {
    const told: string[] = [];
    for (const { type, file } of this.types.listed()) {
      const found = file ? await this.typeWarnings.of(type, file.entry) : [];
      told.push(...found.map((sentence) => `events.${type.type}.${sentence}`));
    }
    return told;
  }
}
