import { ConflictException, Controller, HttpCode, NotFoundException, Param, Post } from '@nestjs/common';
import { DeliveryPresenter } from '../history/delivery.presenter.js';
import type { DeliveryAnswer, DeliveryRetryAnswer } from '../history/delivery.response.js';
import { holdReason, type DeliveryHolder, type Hold } from '../model/hold.js';
import type { DeliverySummary } from '../store/history-store.js';
import { Repairs, type RepairResult } from './repairs.service.js';
import { deliveriesApi as api } from './repair.openapi.js';

/** Redelivers, retries and cancels one delivery. */
@Controller('api/webhooks/deliveries')
export class RepairController {
  constructor(
    private readonly repairs: Repairs,
    private readonly deliveries: DeliveryPresenter,
  ) {}

  @api.redeliverDelivery
  @Post(':id/redeliver')
  @HttpCode(200)
  async redeliver(@Param('id') id: string): Promise<DeliveryAnswer> {
    return this.#answer(repaired(id, await this.repairs.redeliver(id)));
  }

  @api.retryDelivery
  @Post(':id/retry')
  @HttpCode(200)
  async retry(@Param('id') id: string): Promise<DeliveryRetryAnswer> {
    const delivery = repaired(id, await this.repairs.retry(id));
    return { ...this.#answer(delivery), message: retryMessage(this.deliveries.hold(delivery)) };
  }

  @api.cancelDelivery
  @Post(':id/cancel')
  @HttpCode(200)
  async cancel(@Param('id') id: string): Promise<DeliveryAnswer> {
    return this.#answer(repaired(id, await this.repairs.cancel(id)));
  }

  #answer(delivery: DeliverySummary): DeliveryAnswer {
    return { success: true, delivery: this.deliveries.summary(delivery) };
  }
}

/** The repaired delivery. @throws NotFoundException, ConflictException where the repair was refused */
function repaired(id: string, result: RepairResult): DeliverySummary {
  if (result.kind === 'repaired') return result.delivery;
  if (result.kind === 'unknown') throw new NotFoundException(`There is no delivery ${id.slice(0, 64)}.`);
  const { code, message } = result;
  throw new ConflictException({ code, message });
}

/** Says whether a delivery that was just made due is sent now. */
function retryMessage(hold: Hold<DeliveryHolder> | null): string {
  if (hold === null) return 'Delivery is due now.';
  return `Delivery is the first retry in line, but held. ${holdReason(hold)}`;
}
