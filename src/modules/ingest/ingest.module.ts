import { Global, Module } from '@nestjs/common';
import { SystemEvents } from '../model/system-events.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { StoreModule } from '../store/store.module.js';
import { IngestService } from './ingest.service.js';
import { OutcomeWatch } from './outcome-watch.service.js';
import { SystemEventIntake } from './system-event-intake.service.js';
import { TriggerController } from './trigger.controller.js';

/** Needs a `Handover`, which the delivery room provides to everybody; global for its own token, by which that room reports. */
@Global()
@Module({
  imports: [StoreModule, EndpointsModule],
  providers: [
    IngestService,
    OutcomeWatch,
    SystemEventIntake,
    { provide: SystemEvents, useExisting: SystemEventIntake },
  ],
  controllers: [TriggerController],
  exports: [IngestService, SystemEvents],
})
export class IngestModule {}
