import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { HistoryStore } from '../store/history-store.js';
import { DeliveryDetailPresenter } from './delivery-detail.presenter.js';
import { DeliveryPresenter } from './delivery.presenter.js';
import type { DeliveriesAnswer, DeliveryDetailAnswer } from './delivery.response.js';
import { FilterReader } from './filter-reader.service.js';
import { isoTimeOrNull } from '../model/iso-time.js';
import { DELIVERY_FIELDS } from './query/filters.js';
import { cursorOf, PAGE_FIELDS, pageRequest, uuidOf } from './query/paging.js';
import { QueryReader } from './query/query-reader.js';
import { api } from './deliveries.openapi.js';

/** Lists deliveries, and shows one with its attempts. */
@Controller('api/webhooks/deliveries')
export class DeliveriesController {
  constructor(
    private readonly history: HistoryStore,
    private readonly filters: FilterReader,
    private readonly deliveries: DeliveryPresenter,
    private readonly details: DeliveryDetailPresenter,
  ) {}

  @api.listDeliveries
  @Get()
  async list(@Query() given: Record<string, unknown>): Promise<DeliveriesAnswer> {
    const query = new QueryReader(given, [...DELIVERY_FIELDS, ...PAGE_FIELDS]);
    const filter = this.filters.deliveries(query);
    const page = pageRequest(query, 'uuid');
    query.throwFaults();
    const { rows, next } = await this.history.deliveries(filter, page);
    return {
      success: true,
      deliveries: rows.map(this.deliveries.summary),
      next_cursor: cursorOf(next),
      searched_to: isoTimeOrNull(next?.at ?? null),
    };
  }

  @api.showDelivery
  @Get(':id')
  async show(@Param('id') given: string): Promise<DeliveryDetailAnswer> {
    const id = uuidOf(given);
    const delivery = id === null ? null : await this.details.detail(id);
    if (!delivery) throw new NotFoundException(`There is no delivery ${given.slice(0, 64)}.`);
    return { success: true, delivery };
  }
}
