import { Module } from '@nestjs/common';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { IngestService } from './ingest.service.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { TriggerController } from './trigger.controller.js';

/** Needs a `Handover`, which the delivery room provides to everybody. */
@Module({
  imports: [StoreModule, EndpointsModule],
  providers: [IngestService, OutcomeWatch],
  controllers: [TriggerController],
  exports: [IngestService],
})
export class IngestModule {}
