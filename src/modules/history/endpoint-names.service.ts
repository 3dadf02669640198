import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';

/** Endpoints by what people call them, those that are no longer configured included: they have a past. */
@Injectable()
export class EndpointNames {
  constructor(private readonly catalogue: EndpointCatalogue) {}

  /** The id behind an id or a public name; of one name the endpoint that has it now. Null where there is none. */
  idOf(given: string): string | null {
    const now = this.catalogue.lookUp(given);
    if (now) return now.id;
    const removed = this.catalogue.removed();
    return removed.find(({ id, webhookId }) => id === given || webhookId === given)?.id ?? null;
  }

  /** The public name of an endpoint, now or when it was configured last; null for an unknown id. */
  nameOf(id: string): string | null {
    const known = this.catalogue.find(id) ?? this.catalogue.removed().find((row) => row.id === id);
    return known?.webhookId ?? null;
  }
}
