import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { IngestModule } from '../ingest/ingest.module.js';
import { StoreModule } from '../store/store.module.js';
import { EndpointGauges } from './endpoint-gauges.service.js';
import { GatewayLogger } from './gateway-logger.js';
import { HealthController } from './health.controller.js';
import { LogObserver } from './log.observer.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsGauges, MetricsObserver } from './metrics.observer.js';
import { Metrics } from './metrics.service.js';
import { Statistics } from './statistics.service.js';
import { StatusController } from './status.controller.js';
import { StoreFigures } from './store-figures.service.js';
import { Tally } from './tally.service.js';

@Module({
  imports: [StoreModule, EndpointsModule, IngestModule, DeliveryModule],
  controllers: [HealthController, MetricsController, StatusController],
  providers: [
    EndpointGauges,
    GatewayLogger,
    LogObserver,
    Metrics,
    MetricsGauges,
    MetricsObserver,
    Statistics,
    StoreFigures,
    Tally,
  ],
})
export class ObserveModule {}
