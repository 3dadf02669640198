import { Controller, Get, Query } from '@nestjs/common';
import { QUERY_PAGES } from '../../history/language/query-fields.js';
import { QueryReader } from '../../history/query/query-reader.js';
import { api } from './query-fields.openapi.js';
import type { QueryFieldsAnswer } from './query-fields.response.js';
import { QueryWords } from './query-words.service.js';

/** Lists what may be written in queries. */
@Controller('api/webhooks/query-fields')
export class QueryFieldsController {
  constructor(private readonly words: QueryWords) {}

  @api.listQueryFields
  @Get()
  async list(@Query() given: Record<string, unknown>): Promise<QueryFieldsAnswer> {
    const query = new QueryReader(given, ['page']);
    const read = (text: string) => QUERY_PAGES.find((page) => page === text) ?? null;
    const page = query.read('page', read, QUERY_PAGES.join(' or ')) ?? 'events';
    query.throwFaults();
    const { fields, paths } = await this.words.words(page);
    return {
      success: true,
      fields: fields.map(({ name, description, accepted, values = [], example }) => ({
        name,
        description,
        accepted,
        values: [...values],
        example,
      })),
      paths: paths.map(({ path, description, values }) => ({ path, description, values: [...values] })),
    };
  }
}
