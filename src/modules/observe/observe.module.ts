import { Module } from '@nestjs/common';
import { ActionsModule } from '../actions/actions.module.js';
import { DeliveryModule } from '../delivery/delivery.module.js';
import { EndpointsModule } from '../endpoints/endpoints.module.js';
import { HttpModule } from '../http/http.module.js';
import { HistoryModule } from '../history/history.module.js';
import { RepairModule } from '../repair/repair.module.js';
import { IncidentsModule } from '../incidents/incidents.module.js';
import { IngestModule } from '../ingest/ingest.module.js';
import { StoreModule } from '../store/store.module.js';
import { BacklogRecorder } from './backlog-recorder.service.js';
import { ButtonGauges } from './button-gauges.service.js';
import { DeliveryStatusPresenter } from './delivery-status.presenter.js';
import { EndpointGauges } from './endpoint-gauges.service.js';
import { EndpointStatusPresenter } from './endpoint-status.presenter.js';
import { GatewayLogger } from './gateway-logger.js';
import { HealthController } from './health.controller.js';
import { LogObserver } from './log.observer.js';
import { MetricsController } from './metrics.controller.js';
import { MetricsObserver } from './metrics.observer.js';
import { Metrics } from './metrics.service.js';
import { OpenDeliveries } from './open-deliveries.service.js';
import { QueueGauges } from './queue-gauges.service.js';
import { HourlySummary } from './hourly-summary.service.js';
import { StatusController } from './status.controller.js';
import { ActivityStream } from './stream/activity-stream.service.js';
import { EndpointStateChanges } from './stream/endpoint-state-changes.service.js';
import { ErasureChanges } from './stream/erasure-changes.service.js';
import { StateChanges } from './stream/state-changes.service.js';
import { IncidentChanges } from './stream/incident-changes.service.js';
import { StreamController } from './stream/stream.controller.js';
import { ProcessCounters } from './process-counters.service.js';

/**
 * Shows operators what the gateway does: log lines, metrics, status, health checks and the live stream of the console.
 * It listens to the other rooms and reads the store; no room imports it.
 *
 * `stream/` is the live stream of the console.
 */
@Module({
  imports: [
    HttpModule,
    StoreModule,
    EndpointsModule,
    IngestModule,
    DeliveryModule,
    HistoryModule,
    RepairModule,
    IncidentsModule,
    ActionsModule,
  ],
  controllers: [HealthController, MetricsController, StatusController, StreamController],
  providers: [
    BacklogRecorder,
    ButtonGauges,
    DeliveryStatusPresenter,
    EndpointGauges,
    EndpointStatusPresenter,
    ActivityStream,
    EndpointStateChanges,
    ErasureChanges,
    IncidentChanges,
    StateChanges,
    GatewayLogger,
    LogObserver,
    Metrics,
    MetricsObserver,
    OpenDeliveries,
    QueueGauges,
    HourlySummary,
    ProcessCounters,
  ],
})
export class ObserveModule {}
