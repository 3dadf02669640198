import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryDetailPresenter } from './delivery-detail.presenter.js';
import { DeliveryPresenter } from './delivery.presenter.js';
import { EndpointNames } from './endpoint-names.service.js';
import { EventPresenter } from './event.presenter.js';
import { EventsController } from './events.controller.js';
import { FilterReader } from './filter-reader.service.js';
import { JobMessagePresenter } from './job-message.presenter.js';
import { JobPresenter } from './job.presenter.js';
import { JobsController } from './jobs.controller.js';
import { Retention } from './retention.service.js';
import { StatsController } from './stats.controller.js';

/**
 * Looks back: lists and shows events, deliveries, jobs and figures, and deletes them once they are older than the
 * retention time. It changes no delivery; the room `repair` does. Its door for other rooms is what this module exports,
 * the folder `query`, which reads and describes queries, and the response classes. The delivery room provides
 * `RequestArchive` and `LaneStates`.
 */
@Module({
  imports: [StoreModule, EndpointsModule],
  controllers: [DeliveriesController, EventsController, JobsController, StatsController],
  providers: [
    DeliveryDetailPresenter,
    DeliveryPresenter,
    EndpointNames,
    EventPresenter,
    FilterReader,
    JobMessagePresenter,
    JobPresenter,
    Retention,
  ],
  exports: [DeliveryPresenter, EndpointNames, EventPresenter, FilterReader],
})
export class HistoryModule {}
