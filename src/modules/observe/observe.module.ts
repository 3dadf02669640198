import { Module } from '@nestjs/common';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { HttpModule } from '../http/http.module.js';
import { HistoryModule } from '../history/history.module.js';
import { IngestModule } from '../ingest/ingest.module.js';
import { StoreModule } from '../store/store.module.js';
import { BacklogRecorder } from './backlog.service.js';
import { EndpointGauges } from './endpoint-gauges.service.js';
import { EndpointStatuses } from './endpoint-statuses.service.js';
import { GatewayLogger } from './gateway-logger.js';
import { HealthController } from './health.controller.js';
import { LogObserver } from './log.observer.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsGauges, MetricsObserver } from './metrics.observer.js';
import { Metrics } from './metrics.service.js';
import { Overdue } from './overdue.service.js';
import { Statistics } from './statistics.service.js';
import { StatusController } from './status.controller.js';
import { StoreFigures } from './store-figures.service.js';
import { Activity } from './stream/activity.service.js';
import { StreamController } from './stream/stream.controller.js';
import { Tally } from './tally.service.js';

@Module({
  imports: [HttpModule, StoreModule, EndpointsModule, IngestModule, DeliveryModule, HistoryModule],
  controllers: [HealthController, MetricsController, StatusController, StreamController],
  providers: [
    BacklogRecorder,
    EndpointGauges,
    EndpointStatuses,
    Activity,
    GatewayLogger,
    LogObserver,
    Metrics,
    MetricsGauges,
    MetricsObserver,
    Overdue,
    Statistics,
    StoreFigures,
    Tally,
  ],
})
export class ObserveModule {}
