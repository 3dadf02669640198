import { Body, Controller, HttpCode, Logger, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admin, DryRun } from '../access/access.decorators.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { EndpointDesk } from '../endpoints/endpoint-desk.service.js';
import { EndpointPages } from '../endpoints/endpoint-pages.service.js';
import { Handover } from '../model/handover.js';
import { begunView } from './begun-view.js';
import { replayRequest } from './repair-requests.js';
import { Repairs } from './repairs.service.js';
import { eventView } from './views.js';
import { api } from './endpoint-flow.openapi.js';

/** Holds an endpoint's deliveries back, lets them go again, and brings it events of the past. */
@Controller('api/webhooks/endpoints')
@Admin()
export class EndpointFlowController {
  readonly #logger = new Logger('Webhooks');

  constructor(
    private readonly catalogue: EndpointCatalogue,
    private readonly handover: Handover,
    private readonly repairs: Repairs,
    private readonly desk: EndpointDesk,
    private readonly pages: EndpointPages,
  ) {}

  /** New deliveries are stored and wait with the others; what is being sent ends. */
  @api.pauseEndpoint
  @Post(':id/pause')
  @HttpCode(200)
  async pause(@Param('id') given: string): Promise<object> {
    const { id, webhookId } = this.desk.find(given);
    await this.catalogue.pause(id);
    this.#logger.log(`⏸️ Webhook ${webhookId} was paused by an operator`);
    return { success: true, endpoint: this.pages.view(this.desk.find(given)) };
  }

  @api.resumeEndpoint
  @Post(':id/resume')
  @HttpCode(200)
  async resume(@Param('id') given: string): Promise<object> {
    const { id, webhookId } = this.desk.find(given);
    await this.catalogue.resume(id);
    this.handover.wake();
    this.#logger.log(`▶️ Webhook ${webhookId} was resumed by an operator`);
    return { success: true, endpoint: this.pages.view(this.desk.find(given)) };
  }

  @api.replayEvents
  @Post(':id/replay')
  @DryRun()
  async replay(
    @Param('id') given: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const endpoint = this.desk.find(given);
    const begun = await this.repairs.replay(endpoint, replayRequest(body));
    return begunView(begun, reply, (id) => this.catalogue.find(id)?.webhookId ?? null, eventView);
  }
}
