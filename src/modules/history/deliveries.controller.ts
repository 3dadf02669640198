import { Controller, Get, NotFoundException, Param, Query } from '@nestjs/common';
import { Admin } from '../access/access.decorators.js';
import { HistoryStore } from '../store/history-store.js';
import { cursorOf } from './cursor.js';
import { DeliveryPages } from './delivery-pages.service.js';
import { DeliveryViews } from './delivery-views.service.js';
import { EndpointNames } from './endpoint-names.service.js';
import { Fields } from './faults.js';
import { DELIVERY_FIELDS, deliveryFilter, PAGE_FIELDS, pageRequest } from './filters.js';
import { uuidOf } from './uuid.js';
import { api } from './deliveries.openapi.js';

/** What became of what was accepted. */
@Controller('api/webhooks/deliveries')
@Admin()
export class DeliveriesController {
  constructor(
    private readonly history: HistoryStore,
    private readonly pages: DeliveryPages,
    private readonly names: EndpointNames,
    private readonly views: DeliveryViews,
  ) {}

  @api.listDeliveries
  @Get()
  async list(@Query() query: Record<string, unknown>): Promise<object> {
    const fields = new Fields(query, [...DELIVERY_FIELDS, ...PAGE_FIELDS]);
    const filter = deliveryFilter(fields, (given) => this.names.idOf(given));
    const page = pageRequest(fields, 'uuid');
    fields.done();
    const { rows, next } = await this.history.deliveries(filter, page);
    return { success: true, deliveries: rows.map(this.views.view), next_cursor: cursorOf(next) };
  }

  @api.showDelivery
  @Get(':id')
  async one(@Param('id') given: string): Promise<object> {
    const id = uuidOf(given);
    const delivery = id === null ? null : await this.pages.view(id);
    if (!delivery) throw new NotFoundException(`There is no delivery ${given.slice(0, 64)}.`);
    return { success: true, delivery };
  }
}
