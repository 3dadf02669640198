import { Controller, Get } from '@nestjs/common';
import { FILTERS } from '../../../adapters/templates/filters/filters.js';
import { SCOPE, type Described } from '../../../adapters/templates/scope.js';
import { TAGS } from '../../../adapters/templates/tags.js';
import type { TemplatesAnswer, TemplateWordResponse } from './template.response.js';
import { api } from './templates.openapi.js';

/** Lists the paths, tags and filters of templates, for those who write them and for the console's editor. */
@Controller('api/webhooks/templates')
export class TemplatesController {
  @api.listTemplateWords
  @Get()
  list(): TemplatesAnswer {
    return {
      success: true,
      scope: SCOPE.map(wordOf),
      tags: TAGS.map(wordOf),
      filters: FILTERS.map(({ args: [least, most], ...filter }) => ({
        ...wordOf(filter),
        min_arguments: least,
        max_arguments: most,
      })),
    };
  }
}

function wordOf({ name, text }: Described): TemplateWordResponse {
  return { name, description: text };
}
