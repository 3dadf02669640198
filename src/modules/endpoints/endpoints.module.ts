import { Module } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { createResolver } from '../net/names/create-resolver.js';
import { ProxyRules } from '../net/proxy-rules.js';
import { TargetGuard } from '../net/target-guard.js';
import { StoreModule } from '../store/store.module.js';
import { AdaptersController } from './adapters.controller.js';
import { DefinedEndpoints } from './definitions/defined-endpoints.service.js';
import { DefinitionUpkeep } from './definitions/definition-upkeep.service.js';
import { EndpointWriter } from './definitions/endpoint-writer.service.js';
import { SecretVault } from './definitions/secret-vault.service.js';
import { EndpointActivities } from './endpoint-activity.service.js';
import { EndpointAdmin } from './endpoint-admin.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { EndpointChecksController } from './endpoint-checks.controller.js';
import { EndpointDesk } from './endpoint-desk.service.js';
import { EndpointPages } from './endpoint-pages.service.js';
import { EndpointsController } from './endpoints.controller.js';
import { EventRouting } from './event-routing.service.js';
import { ApplyFile } from './file/apply-file.service.js';
import { FilterCheckController } from './filter-check/filter-check.controller.js';
import { FilterCheck } from './filter-check/filter-check.service.js';
import { FileEndpoints } from './file/file-endpoints.service.js';

/** Needs `LaneStates`, which the delivery room provides to everybody. */
@Module({
  imports: [StoreModule],
  providers: [
    ApplyFile,
    DefinedEndpoints,
    DefinitionUpkeep,
    EndpointActivities,
    EndpointAdmin,
    EndpointCatalogue,
    EndpointDesk,
    EndpointPages,
    EndpointWriter,
    EventRouting,
    FileEndpoints,
    FilterCheck,
    SecretVault,
    {
      provide: ProxyRules,
      inject: [GatewayConfig],
      useFactory: ({ egress }: GatewayConfig) => new ProxyRules(egress),
    },
    {
      provide: TargetGuard,
      inject: [GatewayConfig],
      useFactory: ({ allowNetworks, names }: GatewayConfig) =>
        new TargetGuard(allowNetworks, createResolver(names)),
    },
  ],
  controllers: [AdaptersController, EndpointChecksController, FilterCheckController, EndpointsController],
  exports: [EndpointActivities, EndpointCatalogue, EndpointDesk, EndpointPages, EventRouting, TargetGuard],
})
export class EndpointsModule {}
