import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admin, DryRun } from '../access/access.decorators.js';
import { EndpointDesk } from '../endpoints/endpoint-desk.service.js';
import { api } from './endpoint-flow.openapi.js';
import { EventViews } from './event-views.service.js';
import { OperationViews } from './operation-views.service.js';
import { replayRequest } from './repair-requests.js';
import { Repairs } from './repairs.service.js';

/** Sends an endpoint events of the past. */
@Controller('api/webhooks/endpoints')
@Admin()
export class ReplayController {
  constructor(
    private readonly desk: EndpointDesk,
    private readonly repairs: Repairs,
    private readonly views: EventViews,
    private readonly operations: OperationViews,
  ) {}

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
    return this.operations.begun(begun, reply, this.views.view);
  }
}
