import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  NotFoundException,
  Param,
  Post,
  Res,
} from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Admin, DryRun } from '../access/access.decorators.js';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import { Handover } from '../model/handover.js';
import { HistoryStore } from '../store/history-store.js';
import { RepairStore } from '../store/repair-store.js';
import { begunView } from './begun-view.js';
import { bulkRequest } from './repair-requests.js';
import { Repairs } from './repairs.service.js';
import { uuidOf } from './uuid.js';
import { deliveryView } from './views.js';
import { api } from './repair.openapi.js';

/** Sends again what is settled, and cancels what waits: one delivery, or all that a filter means. */
@Controller('api/webhooks/deliveries')
@Admin()
export class RepairController {
  constructor(
    private readonly repairs: Repairs,
    private readonly repair: RepairStore,
    private readonly history: HistoryStore,
    private readonly catalogue: EndpointCatalogue,
    private readonly handover: Handover,
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
    return begunView(begun, reply, this.#nameOf, deliveryView);
  }

  @api.cancelDeliveries
  @Post('cancel')
  @DryRun()
  async cancelMany(@Body() body: unknown, @Res({ passthrough: true }) reply: FastifyReply): Promise<object> {
    const request = bulkRequest(body, { states: ['pending'], idOf: this.#idOf });
    const begun = await this.repairs.bulk('cancel', request);
    return begunView(begun, reply, this.#nameOf, deliveryView);
  }

  @api.redeliverDelivery
  @Post(':id/redeliver')
  @HttpCode(200)
  async redeliver(@Param('id') given: string): Promise<object> {
    const { id, endpointId } = await this.#find(given);
    if (!this.catalogue.find(endpointId)) {
      const message = 'Its endpoint is no longer configured: there is nowhere to send it.';
      throw new ConflictException({ code: 'endpoint_removed', message });
    }
    const done = await this.repair.redeliver(id);
    if (done !== true) {
      throw new ConflictException({
        code: 'not_settled',
        message: 'It is not settled yet: it is still on its way.',
      });
    }
    this.handover.wake();
    return { success: true, delivery: deliveryView(await this.#find(given)) };
  }

  @api.cancelDelivery
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') given: string): Promise<object> {
    if (!(await this.repairs.cancel(await this.#find(given)))) {
      const message = 'It does not wait: it is being sent now, or is settled.';
      throw new ConflictException({ code: 'not_pending', message });
    }
    return { success: true, delivery: deliveryView(await this.#find(given)) };
  }

  /** What waits for an endpoint that is no longer configured is cancelled by itself; nothing is sent there. */
  #configuredOnly<Request extends Parameters<Repairs['bulk']>[1]>(request: Request): Request {
    const endpointIds = request.filter.endpointIds ?? this.catalogue.all().map(({ id }) => id);
    return { ...request, filter: { ...request.filter, endpointIds } };
  }

  readonly #idOf = (given: string): string | null => this.catalogue.lookUp(given)?.id ?? null;

  readonly #nameOf = (id: string): string | null => this.catalogue.find(id)?.webhookId ?? null;

  async #find(given: string) {
    const id = uuidOf(given);
    const [delivery] = id === null ? [] : await this.history.deliveriesById([id]);
    if (!delivery) throw new NotFoundException(`There is no delivery ${given.slice(0, 64)}.`);
    return delivery;
  }
}
