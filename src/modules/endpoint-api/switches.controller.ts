import { Body, Controller, HttpCode, Logger, Param, Post } from '@nestjs/common';
import { AuditNote, type NoteForAudit } from '../access/access.decorators.js';
import { changesBetween, type Changes } from '../access/audit/changes-between.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EndpointLookup } from '../endpoints/endpoint-lookup.service.js';
import { OptionalBody } from '../http/validate-body.js';
import { DeliveryHandoff } from '../model/delivery-handoff.js';
import { endpointState, type Endpoint } from '../model/endpoint.js';
import { EndpointPresenter } from './endpoint.presenter.js';
import type { EndpointAnswer, EndpointResumedAnswer } from './endpoint.response.js';
import { DisableRequest } from './endpoints.dto.js';
import { api } from './switches.openapi.js';

/** Enables, disables, pauses and resumes endpoints of every source. */
@Controller('api/webhooks/endpoints')
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
  async enable(@Param('id') given: string, @AuditNote() note: NoteForAudit): Promise<EndpointAnswer> {
    const endpoint = this.lookup.findReadable(given);
    const { id, webhookId } = endpoint;
    await this.catalogue.enable(id);
    this.#logger.log(`▶️ Webhook ${webhookId} was enabled by an operator`);
    return this.#answer(given, endpoint, note);
  }

  @api.disableEndpoint
  @Post(':id/disable')
  @HttpCode(200)
  async disable(
    @Param('id') given: string,
    @Body(new OptionalBody(DisableRequest)) { reason }: DisableRequest,
    @AuditNote() note: NoteForAudit,
  ): Promise<EndpointAnswer> {
    const endpoint = this.lookup.find(given);
    const { id, webhookId } = endpoint;
    await this.catalogue.disable(id, reason ?? 'disabled by an operator');
    this.#logger.warn(`⛔ Webhook ${webhookId} was disabled by an operator`);
    return this.#answer(given, endpoint, note);
  }

  /** New deliveries are stored with the pending ones; attempts in flight end. */
  @api.pauseEndpoint
  @Post(':id/pause')
  @HttpCode(200)
  async pause(@Param('id') given: string, @AuditNote() note: NoteForAudit): Promise<EndpointAnswer> {
    const endpoint = this.lookup.find(given);
    const { id, webhookId } = endpoint;
    await this.catalogue.pause(id);
    this.#logger.log(`⏸️ Webhook ${webhookId} was paused by an operator`);
    return this.#answer(given, endpoint, note);
  }

  @api.resumeEndpoint
  @Post(':id/resume')
  @HttpCode(200)
  async resume(@Param('id') given: string, @AuditNote() note: NoteForAudit): Promise<EndpointResumedAnswer> {
    const before = this.lookup.find(given);
    const { id, webhookId } = before;
    await this.catalogue.resume(id);
    this.handoff.wake();
    this.#logger.log(`▶️ Webhook ${webhookId} was resumed by an operator`);
    const endpoint = this.lookup.find(given);
    const message = this.presenter.resumed(endpoint);
    note(stateChange(before, endpoint));
    return { ...(await this.presenter.answer(endpoint)), message };
  }

  /** The endpoint as it is now; notes what has become of its state. */
  #answer(given: string, before: Endpoint, note: NoteForAudit): Promise<EndpointAnswer> {
    const endpoint = this.lookup.find(given);
    note(stateChange(before, endpoint));
    return this.presenter.answer(endpoint);
  }
}

function stateChange(before: Endpoint, after: Endpoint): Changes {
  const view = (endpoint: Endpoint) => ({
    state: endpointState(endpoint),
    reason: endpoint.disabled?.reason ?? null,
  });
  return changesBetween(view(before), view(after));
}
