import { Body, Controller, HttpCode, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admin, DryRun } from '../access/access.decorators.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { DeliveryViews } from './delivery-views.service.js';
import { OperationViews } from './operation-views.service.js';
import { bulkRequest } from './repair-requests.js';
import { Repairs } from './repairs.service.js';
import { retryMessage } from './retry-message.js';
import { SingleRepairs } from './single-repairs.service.js';
import { api } from './repair.openapi.js';

/** Redelivers, retries and cancels: one delivery, or all that match a filter. */
@Controller('api/webhooks/deliveries')
@Admin()
export class RepairController {
  constructor(
    private readonly repairs: Repairs,
    private readonly single: SingleRepairs,
    private readonly catalogue: EndpointCatalogue,
    private readonly views: DeliveryViews,
    private readonly operations: OperationViews,
  ) {}

  @api.redeliverDeliveries
  @Post('redeliver')
  @DryRun()
  async redeliverMany(
    @Body() body: unknown,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<object> {
    const request = bulkRequest(body, { states: ['failed', 'cancelled', 'delivered'], idOf: this.#idOf });
    const begun = await this.repairs.bulk('redeliver', this.#configuredOnly(request));
    return this.operations.begun(begun, reply, this.views.view);
  }

  @api.retryDeliveries
  @Post('retry')
  @DryRun()
  async retryMany(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const request = bulkRequest(body, { states: ['pending'], idOf: this.#idOf });
    const begun = await this.repairs.bulk('retry', this.#configuredOnly(request));
    return this.operations.begun(begun, reply, this.views.view);
  }

  @api.cancelDeliveries
  @Post('cancel')
  @DryRun()
  async cancelMany(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const request = bulkRequest(body, { states: ['pending'], idOf: this.#idOf });
    const begun = await this.repairs.bulk('cancel', request);
    return this.operations.begun(begun, reply, this.views.view);
  }

  @api.redeliverDelivery
  @Post(':id/redeliver')
  @HttpCode(200)
  async redeliver(@Param('id') given: string): Promise<object> {
    return { success: true, delivery: this.views.view(await this.single.redeliver(given)) };
  }

  @api.retryDelivery
  @Post(':id/retry')
  @HttpCode(200)
  async retry(@Param('id') given: string): Promise<object> {
    const delivery = await this.single.retry(given);
    const message = retryMessage(this.views.hold(delivery));
    return { success: true, message, delivery: this.views.view(delivery) };
  }

  @api.cancelDelivery
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') given: string): Promise<object> {
    return { success: true, delivery: this.views.view(await this.single.cancel(given)) };
  }

  /** Nothing is sent to an endpoint that is no longer configured; what waits for one is cancelled by itself. */
  #configuredOnly<Request extends Parameters<Repairs['bulk']>[1]>(request: Request): Request {
    const endpointIds = request.filter.endpointIds ?? this.catalogue.all().map(({ id }) => id);
    return { ...request, filter: { ...request.filter, endpointIds } };
  }

  readonly #idOf = (given: string): string | null => this.catalogue.lookUp(given)?.id ?? null;
}
