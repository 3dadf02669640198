import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { BatchIngest } from './batch/batch-ingest.service.js';
import { readEventBodies } from './batch/event-bodies.js';
import { EventsController } from './batch/events.controller.js';
import { IngestService } from './ingest.service.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { TriggerController } from './trigger.controller.js';

/** Needs a `Handover`, which the delivery room provides to everybody. */
@Module({
  imports: [StoreModule, EndpointsModule],
  providers: [IngestService, BatchIngest, OutcomeWatch],
  controllers: [TriggerController, EventsController],
  exports: [IngestService],
})
export class IngestModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  onModuleInit(): void {
    readEventBodies(this.host.httpAdapter.getInstance());
  }
}
