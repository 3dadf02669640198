import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { Endpoint } from '../model/endpoint.js';

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

  /** The ids of the endpoints whose name, host or id contains the text, whatever its case; one that is named exactly is alone. */
  readonly like = (text: string): readonly string[] => {
    const exact = this.idOf(text);
    if (exact !== null) return [exact];
    const wanted = text.toLowerCase();
    const configured = this.catalogue
      .all()
      .filter((endpoint) => namesOf(endpoint).some((name) => name.toLowerCase().includes(wanted)));
    const removed = this.catalogue
      .removed()
      .filter(({ id, webhookId }) => [id, webhookId].some((name) => name.toLowerCase().includes(wanted)));
    const named = configured.filter(({ name }) => name.toLowerCase() === wanted);
    return (named.length > 0 ? named : [...configured, ...removed]).map(({ id }) => id);
  };

  /** The public name of an endpoint, for a removed one its last; null for an unknown id. */
  nameOf(id: string): string | null {
    const known = this.catalogue.find(id) ?? this.catalogue.removed().find((row) => row.id === id);
    return known?.webhookId ?? null;
  }
}

/** The texts by which people look for an endpoint. Of its URL that is the host, because the rest may be a secret. */
export function namesOf({ id, webhookId, name, url }: Endpoint): string[] {
  return [name, webhookId, id, URL.parse(url)?.host ?? ''];
}
