import { Module, type DynamicModule } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import { AccessModule } from './modules/access/access.module.js';
import { ActionLinksModule } from './modules/actions/action-links.module.js';
import { ActionsModule } from './modules/actions/actions.module.js';
import { ConfigModule } from './modules/config/config.module.js';
import type { GatewayConfig } from './modules/config/gateway-config.js';
import { DeliveryModule } from './modules/delivery/delivery.module.js';
import { EndpointApiModule } from './modules/endpoint-api/endpoint-api.module.js';
import { EndpointsModule } from './modules/endpoints/endpoints.module.js';
import { EventTypesModule } from './modules/event-types/event-types.module.js';
import { HttpModule } from './modules/http/http.module.js';
import { HistoryModule } from './modules/history/history.module.js';
import { IncidentsModule } from './modules/incidents/incidents.module.js';
import { IngestModule } from './modules/ingest/ingest.module.js';
import { loggerOptions } from './modules/observe/logger-options.js';
import { KeysModule } from './modules/keys/keys.module.js';
import { ListenersModule } from './modules/listeners/listeners.module.js';
import { ObserveModule } from './modules/observe/observe.module.js';
import { RepairModule } from './modules/repair/repair.module.js';
import { SearchModule } from './modules/search/search.module.js';
import { StoreModule } from './modules/store/store.module.js';
import { TracingModule } from './modules/tracing/tracing.module.js';

/** The root module. Its imports stand in the order in which an event passes through them. */
@Module({})
export class AppModule {
  static forRoot(config: GatewayConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        LoggerModule.forRoot(loggerOptions(config)),
        ScheduleModule.forRoot(),
        HttpModule,
        TracingModule,
        AccessModule,
        StoreModule,
        EventTypesModule,
        EndpointsModule,
        ActionLinksModule,
        IngestModule,
        DeliveryModule,
        ListenersModule,
        EndpointApiModule,
        HistoryModule,
        RepairModule,
        IncidentsModule,
        SearchModule,
        ActionsModule,
        KeysModule,
        ObserveModule,
      ],
    };
  }
}
