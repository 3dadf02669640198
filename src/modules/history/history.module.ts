import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveryPages } from './delivery-pages.service.js';
import { DeliveryViews } from './delivery-views.service.js';
import { EndpointNames } from './endpoint-names.service.js';
import { EndpointFlowController } from './endpoint-flow.controller.js';
import { EventViews } from './event-views.service.js';
import { EventsController } from './events.controller.js';
import { OperationsController } from './operations.controller.js';
import { OperationViews } from './operation-views.service.js';
import { Operations } from './operations.service.js';
import { RepairController } from './repair.controller.js';
import { ReplayController } from './replay.controller.js';
import { Repairs } from './repairs.service.js';
import { Retention } from './retention.service.js';
import { SingleRepairs } from './single-repairs.service.js';
import { StatsController } from './stats.controller.js';
import { Surveys } from './survey.service.js';

/** Needs a `RequestArchive` and a `DeliveryHandoff`, which the delivery room provides to everybody. */
@Module({
  imports: [StoreModule, EndpointsModule],
  controllers: [
    DeliveriesController,
    EndpointFlowController,
    EventsController,
    OperationsController,
    RepairController,
    ReplayController,
    StatsController,
  ],
  providers: [
    DeliveryPages,
    DeliveryViews,
    EndpointNames,
    EventViews,
    Operations,
    OperationViews,
    Repairs,
    Retention,
    SingleRepairs,
    Surveys,
  ],
  exports: [EndpointNames, EventViews, Operations, OperationViews],
})
export class HistoryModule {}
