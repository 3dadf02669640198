import { Global, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { SystemEvents } from '../model/system-events.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { BatchIngest } from './batch/batch-ingest.service.js';
import { readEventBodies } from './batch/event-bodies.js';
import { EventsController } from './batch/events.controller.js';
import { IngestService } from './ingest.service.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { SystemEventIntake } from './system-event-intake.service.js';
import { TriggerController } from './trigger.controller.js';

/**
 * The room that accepts events: it validates requests, finds the subscribed endpoints, stores event and deliveries, and
 * hands the deliveries over to delivery. It uses `DeliveryHandoff` and `Settlements`, which the delivery room provides
 * globally. It is global, so that delivery can report system events.
 *
 * `batch/` takes the calls with many events, and CloudEvents.
 */
@Global()
@Module({
  imports: [StoreModule, EndpointsModule],
  providers: [
    BatchIngest,
    IngestService,
    OutcomeWatch,
    SystemEventIntake,
    { provide: SystemEvents, useExisting: SystemEventIntake },
  ],
  controllers: [TriggerController, EventsController],
  exports: [IngestService, SystemEvents],
})
export class IngestModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    readEventBodies(this.host.httpAdapter.getInstance());
  }
}
