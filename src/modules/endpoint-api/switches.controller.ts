import { Body, Controller, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EndpointLookup } from '../endpoints/endpoint-lookup.service.js';
import { OptionalBody } from '../http/validate-body.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { EndpointPresenter } from './endpoint.presenter.js';
import type { EndpointAnswer, EndpointResumedAnswer } from './endpoint.response.js';
import { DisableRequest } from './endpoints.dto.js';
import { api } from './switches.openapi.js';

/** Enables, disables, pauses and resumes endpoints of every source. */
@Controller('api/webhooks/endpoints')
@Admin()
export class SwitchesController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly handoff: DeliveryHandoff,
    private readonly lookup: EndpointLookup,
    private readonly presenter: EndpointPresenter,
  ) {}

  @api.enableEndpoint
  @Post(':id/enable')
  @HttpCode(200)
  async enable(@Param('id') given: string): Promise<EndpointAnswer> {
    const { id, webhookId } = this.lookup.findReadable(given);
    await this.catalogue.enable(id);
    this.#logger.log(`▶️ Webhook ${webhookId} was enabled by an operator`);
    return this.presenter.answer(this.lookup.find(given));
  }

  @api.disableEndpoint
  @Post(':id/disable')
  @HttpCode(200)
  async disable(
    @Param('id') given: string,
    @Body(new OptionalBody(DisableRequest)) { reason }: DisableRequest,
  ): Promise<EndpointAnswer> {
    const { id, webhookId } = this.lookup.find(given);
    await this.catalogue.disable(id, reason ?? 'disabled by an operator');
    this.#logger.warn(`⛔ Webhook ${webhookId} was disabled by an operator`);
    return this.presenter.answer(this.lookup.find(given));
  }

  /** New deliveries are stored with the pending ones; attempts in flight end. */
  @api.pauseEndpoint
  @Post(':id/pause')
  @HttpCode(200)
  async pause(@Param('id') given: string): Promise<EndpointAnswer> {
    const { id, webhookId } = this.lookup.find(given);
    await this.catalogue.pause(id);
    this.#logger.log(`⏸️ Webhook ${webhookId} was paused by an operator`);
    return this.presenter.answer(this.lookup.find(given));
  }

  @api.resumeEndpoint
  @Post(':id/resume')
  @HttpCode(200)
  async resume(@Param('id') given: string): Promise<EndpointResumedAnswer> {
    const { id, webhookId } = this.lookup.find(given);
    await this.catalogue.resume(id);
    this.handoff.wake();
    this.#logger.log(`▶️ Webhook ${webhookId} was resumed by an operator`);
    const endpoint = this.lookup.find(given);
    const message = this.presenter.resumed(endpoint);
    return { ...(await this.presenter.answer(endpoint)), message };
  }
}
