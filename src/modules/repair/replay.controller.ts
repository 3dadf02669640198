import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DryRun } from '../access/access.decorators.js';
import { EndpointLookup } from '../endpoints/endpoint-lookup.service.js';
import { FilterReader } from '../history/filter-reader.service.js';
import { EventPresenter } from '../history/event.presenter.js';
import { BulkRepairs } from './bulk-repairs.service.js';
import { startAnswer } from './operation-answer.js';
import { OperationPresenter } from './operation.presenter.js';
import type { OperationAnswer, ReplayDryRunAnswer } from './operation.response.js';
import { replayRequest } from './repair-requests.js';
import { endpointsApi as api } from './repair.openapi.js';

/** Replays stored events to an endpoint. */
@Controller('api/webhooks/endpoints')
export class ReplayController {
  constructor(
    private readonly endpoints: EndpointLookup,
    private readonly repairs: BulkRepairs,
    private readonly filters: FilterReader,
    private readonly events: EventPresenter,
    private readonly operations: OperationPresenter,
  ) {}

  @api.replayEvents
  @Post(':id/replay')
  @DryRun()
  async replay(
    @Param('id') given: string,
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<OperationAnswer | ReplayDryRunAnswer> {
    const start = await this.repairs.replay(
      this.endpoints.find(given),
      replayRequest(body, this.filters.words()),
    );
    return startAnswer(start, reply, this.operations, ({ thereAlready, sample }) => ({
      there_already: thereAlready,
      sample: sample.map(this.events.summary),
    }));
  }
}
