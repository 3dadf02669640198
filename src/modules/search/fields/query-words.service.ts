import { Injectable } from '@nestjs/common';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { EventCatalogue } from '../../event-types/event-catalogue.service.js';
import { fieldsOf, type QueryField, type QueryPage } from '../../history/language/query-fields.js';
import { DataSamples } from './data-samples.service.js';
import { dataPaths, type DataPath } from './data-values.js';

const VALUES_MAX = 200;

/** The words that a query of one list may use. */
export interface Words {
  readonly fields: readonly QueryField[];
  readonly paths: readonly DataPath[];
}

/** Gathers the words of queries: fields, event types, endpoints, and paths of data with values that were seen. */
@Injectable()
export class QueryWords {
  constructor(
    private readonly types: EventCatalogue,
    private readonly endpoints: EndpointCatalogue,
    private readonly samples: DataSamples,
  ) {}

  async words(page: QueryPage): Promise<Words> {
    const values: Readonly<Record<string, readonly string[]>> = {
      type: [...this.types.types.keys()],
      endpoint: this.endpoints.all().map(({ name }) => name),
    };
    const fields = [...fieldsOf(page).values()].map((field) => {
      const known = values[field.name];
      return known ? { ...field, values: known.slice(0, VALUES_MAX) } : field;
    });
    const schemas = this.types.listed().flatMap(({ type: { schema } }) => (schema ? [schema] : []));
    return { fields, paths: dataPaths(await this.samples.newest(), schemas) };
  }
}
