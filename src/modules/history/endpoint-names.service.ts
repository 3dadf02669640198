import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';

/** Translates between ids and public names of endpoints, removed ones included: their deliveries are still listed. */
@Injectable()
export class EndpointNames {
  constructor(private readonly catalogue: EndpointCatalogue) {}

  /** The id of an endpoint by its id or public name; null for an unknown one. A configured endpoint wins over removed ones. */
  idOf(given: string): string | null {
    const configured = this.catalogue.lookUp(given);
    if (configured) return configured.id;
    const removed = this.catalogue.removed();
    return removed.find(({ id, webhookId }) => id === given || webhookId === given)?.id ?? null;
  }

  /** The public name of an endpoint, for a removed one its last; null for an unknown id. */
  nameOf(id: string): string | null {
    const known = this.catalogue.find(id) ?? this.catalogue.removed().find((row) => row.id === id);
    return known?.webhookId ?? null;
  }
}
