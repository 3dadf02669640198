import { Controller, Get, HttpCode, Logger, NotFoundException, Param, Post } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import type { Endpoint } from '../model/endpoint.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { endpointView } from './endpoint-view.js';

/** The endpoints as an operator sees them, and the switch that turns one on or off. */
@Controller('api/webhooks/endpoints')
@Admin()
export class EndpointsController {
  readonly #logger = new Logger('Webhooks');

  constructor(private readonly catalogue: EndpointCatalogue) {}

  @Get()
  list(): object {
    return { success: true, endpoints: this.catalogue.all().map(endpointView), next_cursor: null };
  }

  @Post(':id/enable')
  @HttpCode(200)
  async enable(@Param('id') id: string): Promise<object> {
    const endpoint = this.#find(id);
    await this.catalogue.enable(endpoint.id);
    this.#logger.log(`▶️ Webhook ${endpoint.webhookId} was enabled by an operator`);
    return { success: true, endpoint: endpointView(this.#find(id)) };
  }

  @Post(':id/disable')
  @HttpCode(200)
  async disable(@Param('id') id: string): Promise<object> {
    const endpoint = this.#find(id);
    await this.catalogue.disable(endpoint.id, 'disabled by an operator');
    this.#logger.warn(`⛔ Webhook ${endpoint.webhookId} was disabled by an operator`);
    return { success: true, endpoint: endpointView(this.#find(id)) };
  }

  /** By internal id or by public name. */
  #find(id: string): Endpoint {
    const endpoint = this.catalogue.find(id) ?? this.catalogue.named(id);
    if (!endpoint) throw new NotFoundException(`There is no endpoint ${id.slice(0, 64)}.`);
    return endpoint;
  }
}
