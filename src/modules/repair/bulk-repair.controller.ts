import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DryRun } from '../access/access.decorators.js';
import { DeliveryPresenter } from '../history/delivery.presenter.js';
import { FilterReader } from '../history/filter-reader.service.js';
import { BulkRepairs } from './bulk-repairs.service.js';
import { startAnswer } from './operation-answer.js';
import { OperationPresenter } from './operation.presenter.js';
import type { OperationAnswer, RepairDryRunAnswer } from './operation.response.js';
import { bulkRequest, type BulkKind } from './repair-requests.js';
import { deliveriesApi as api } from './repair.openapi.js';

type Answer = OperationAnswer | RepairDryRunAnswer;

/** Redelivers, retries and cancels all deliveries that match a filter. */
@Controller('api/webhooks/deliveries')
export class BulkRepairController {
  constructor(
    private readonly repairs: BulkRepairs,
    private readonly filters: FilterReader,
    private readonly deliveries: DeliveryPresenter,
    private readonly operations: OperationPresenter,
  ) {}

  @api.redeliverDeliveries
  @Post('redeliver')
  @DryRun()
  redeliver(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    return this.#start('redeliver', body, reply);
  }

  @api.retryDeliveries
  @Post('retry')
  @DryRun()
  retry(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    return this.#start('retry', body, reply);
  }

  @api.cancelDeliveries
  @Post('cancel')
  @DryRun()
  cancel(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<Answer> {
    return this.#start('cancel', body, reply);
  }

  async #start(kind: BulkKind, body: unknown, reply: FastifyReply): Promise<Answer> {
    const request = bulkRequest(kind, body, this.filters.configuredWords());
    const start = await this.repairs.deliveries(kind, request);
    return startAnswer(start, reply, this.operations, ({ sample }) => ({
      sample: sample.map(this.deliveries.summary),
    }));
  }
}
