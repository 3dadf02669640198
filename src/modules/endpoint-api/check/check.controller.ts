import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { adapterOf, maskUrl } from '../../../adapters/registry.js';
import { Unaudited } from '../../access/access.decorators.js';
import type { Definition } from '../../endpoints/definitions/definition.js';
import { EndpointRequest } from '../../endpoints/definitions/endpoint.dto.js';
import { urlWarnings } from '../../endpoints/definitions/url-warnings.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { EndpointDrafts } from '../../endpoints/endpoint-drafts.service.js';
import { FilterCheck } from '../../endpoints/filter-check/filter-check.service.js';
import { PresentationAdvice } from '../../endpoints/presentation/presentation-advice.service.js';
import { ValidateBody } from '../../http/validate-body.js';
import { FilterCheckRequest } from './check.dto.js';
import { api } from './check.openapi.js';
import type { EndpointCheckAnswer, FilterCheckAnswer } from './check.response.js';

/** Tries endpoints and filters before they are saved. */
@Controller('api/webhooks/endpoints')
export class CheckController {
  constructor(
    private readonly drafts: EndpointDrafts,
    private readonly catalogue: EndpointCatalogue,
    private readonly filters: FilterCheck,
    private readonly advice: PresentationAdvice,
  ) {}

  @api.checkEndpoint
  @Post('check')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async checkEndpoint(
    @Body(new ValidateBody(EndpointRequest)) request: EndpointRequest,
  ): Promise<EndpointCheckAnswer> {
    const definition = this.drafts.define(request, null);
    const { message, unresolved } = await this.drafts.verdict(definition);
    const kind = adapterOf(definition.adapter)!;
    const { filter = null, events = null } = definition.settings;
    const filterCheck = await this.filters.check({ filter, events });
    const check = {
      adapter: kind.type,
      label: kind.about.label,
      url: maskUrl(kind.type, definition.secrets.url),
      warnings: [
        ...urlWarnings(request, definition),
        ...this.#warnings(definition, kind.signed, unresolved),
        ...filterCheck.warnings,
        ...(await this.advice.warnings(request, this.drafts.unsaved(definition))),
      ],
      allowed: message === null,
      message,
      filter_check: filterCheck,
    };
    return { success: true, check };
  }

  @api.checkFilter
  @Post('check-filter')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async checkFilter(
    @Body(new ValidateBody(FilterCheckRequest)) request: FilterCheckRequest,
  ): Promise<FilterCheckAnswer> {
    const { filter = null, events = null } = request;
    return { success: true, filter_check: await this.filters.check({ filter, events }) };
  }

  #warnings({ secrets, adapter }: Definition, signed: boolean, unresolved: boolean): string[] {
    const { protocol, hostname } = new URL(secrets.url);
    const same = this.catalogue.all().find((one) => one.url === secrets.url && one.adapter === adapter);
    const unsent = !signed && Object.keys(secrets.headers ?? {}).length > 0;
    return [
      ...(unresolved ? [`The name ${hostname} cannot be resolved now.`] : []),
      ...(protocol === 'http:' ? ['http:// is unencrypted; use https:// if you can.'] : []),
      ...(same ? [`${same.webhookId} goes to the same URL: both would get each event.`] : []),
      ...(unsent ? ['Custom headers are not sent to chat platforms.'] : []),
    ];
  }
}
