import { Controller, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EndpointDesk } from '../endpoints/endpoint-desk.service.js';
import { EndpointPages } from '../endpoints/endpoint-pages.service.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { api } from './endpoint-flow.openapi.js';

/** Pauses and resumes endpoints. */
@Controller('api/webhooks/endpoints')
@Admin()
export class EndpointFlowController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
    private readonly desk: EndpointDesk,
    private readonly pages: EndpointPages,
  ) {}

  /** New deliveries are stored with the pending ones; attempts in flight end. */
  @api.pauseEndpoint
  @Post(':id/pause')
  @HttpCode(200)
  async pause(@Param('id') given: string): Promise<object> {
    const { id, webhookId } = this.desk.find(given);
    await this.catalogue.pause(id);
    this.#logger.log(`⏸️ Webhook ${webhookId} was paused by an operator`);
    return { success: true, endpoint: await this.pages.view(this.desk.find(given)) };
  }

  @api.resumeEndpoint
  @Post(':id/resume')
  @HttpCode(200)
  async resume(@Param('id') given: string): Promise<object> {
    const { id, webhookId } = this.desk.find(given);
    await this.catalogue.resume(id);
    this.handoff.wake();
    this.#logger.log(`▶️ Webhook ${webhookId} was resumed by an operator`);
    const endpoint = this.desk.find(given);
    return {
      success: true,
      message: this.pages.resumed(endpoint),
      endpoint: await this.pages.view(endpoint),
    };
  }
}
