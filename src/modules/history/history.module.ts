import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryPages } from './delivery-pages.service.js';
import { EndpointNames } from './endpoint-names.service.js';
import { EventsController } from './events.controller.js';
import { Retention } from './retention.service.js';

/** Needs a `RequestArchive`, which the delivery room provides to everybody. */
@Module({
  imports: [StoreModule, EndpointsModule],
  controllers: [DeliveriesController, EventsController],
  providers: [DeliveryPages, EndpointNames, Retention],
})
export class HistoryModule {}
