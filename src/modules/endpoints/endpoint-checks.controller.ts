import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { adapterOf, maskUrl } from '../../adapters/registry.js';
import { Admin, Unaudited } from '../access/access.decorators.js';
import { ValidateBody } from '../http/validate-body.js';
import { EndpointRequest } from './definitions/endpoint.dto.js';
import { urlWarnings } from './definitions/url-warnings.js';
import type { Definition } from './definitions/definition.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { EndpointDesk } from './endpoint-desk.service.js';
import { FilterCheck } from './filter-check/filter-check.service.js';
import { api } from './endpoint-checks.openapi.js';

/** What would become of an endpoint if it were saved. */
@Controller('api/webhooks/endpoints')
@Admin()
export class EndpointChecksController {
  constructor(
    private readonly desk: EndpointDesk,
    private readonly catalogue: EndpointCatalogue,
    private readonly filters: FilterCheck,
  ) {}

  @api.checkEndpoint
  @Post('check')
  @HttpCode(200)
  @Unaudited('nothing is stored or sent')
  async check(@Body(new ValidateBody(EndpointRequest)) request: EndpointRequest): Promise<object> {
    const definition = this.desk.define(request, null);
    const { message, unresolved } = await this.desk.verdict(definition);
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
      ],
      allowed: message === null,
      message,
      filter_check: filterCheck,
    };
    return { success: true, check };
  }

  #warnings({ secrets, adapter }: Definition, signed: boolean, unresolved: boolean): string[] {
    const { protocol, hostname } = new URL(secrets.url);
    const same = this.catalogue.all().find((one) => one.url === secrets.url && one.adapter === adapter);
    const unsent = !signed && Object.keys(secrets.headers ?? {}).length > 0;
    return [
      ...(unresolved ? [`The name ${hostname} cannot be resolved now.`] : []),
      ...(protocol === 'http:' ? ['Over http:// everybody on the way can read what is sent.'] : []),
      ...(same ? [`${same.webhookId} goes to the same URL: both would get each event.`] : []),
      ...(unsent ? ['Custom headers are not sent to chat platforms.'] : []),
    ];
  }
}
