import { Injectable } from '@nestjs/common';
import type { Endpoint } from '../model/endpoint.js';
import { Refusal } from '../model/refusal.js';
import { DefinitionCache, UNREADABLE, type KnownDefinition } from './definitions/definition-cache.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';

const PLACES: Readonly<Record<Endpoint['source'], string>> = {
  environment: 'the environment (WEBHOOK_URLS): change it there',
  file: 'the file of WEBHOOK_CONFIG: change it there',
  listener: 'a listener, and goes with it',
  api: 'the API, but its definition is missing',
};

/** Finds the endpoint of a request, by its internal id or its public name, or says why there is none. */
@Injectable()
export class EndpointLookup {
  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly definitions: DefinitionCache,
  ) {}

  /** @throws Refusal `not_found` */
  find(id: string): Endpoint {
    const endpoint = this.catalogue.lookUp(id);
    if (!endpoint) throw Refusal.notFound(`There is no endpoint ${id.slice(0, 64)}.`);
    return endpoint;
  }

  /** Finds an endpoint whose URL and keys are known. @throws Refusal `not_found`, `conflict` */
  findReadable(id: string): Endpoint {
    const endpoint = this.find(id);
    if (endpoint.disabled?.reason !== UNREADABLE) return endpoint;
    throw Refusal.conflict(`${endpoint.webhookId} cannot be used: ${UNREADABLE}.`);
  }

  /** Finds the definition of an endpoint that the API may change. @throws Refusal `not_found`, `read_only` */
  findWritable(id: string): KnownDefinition {
    const endpoint = this.find(id);
    const known = this.definitions.find(endpoint.id);
    if (known && endpoint.source === 'api') return known;
    throw Refusal.conflict(`${endpoint.webhookId} is defined by ${PLACES[endpoint.source]}.`, 'read_only');
  }
}
