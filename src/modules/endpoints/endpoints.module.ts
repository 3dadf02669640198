import { Module } from '@nestjs/common';
import { GatewayConfig } from '../config/gateway-config.js';
import { createResolver } from '../net/names/create-resolver.js';
import { ProxyRules } from '../net/proxy-rules.js';
import { TargetGuard } from '../net/target-guard.js';
import { StoreModule } from '../store/store.module.js';
import { DeclaredActions } from './actions/declared-actions.service.js';
import { DefinitionCache } from './definitions/definition-cache.service.js';
import { DefinitionUpkeep } from './definitions/definition-upkeep.service.js';
import { DefinitionWriter } from './definitions/definition-writer.service.js';
import { SecretVault } from './definitions/secret-vault.service.js';
import { EndpointActivities } from './endpoint-activity.service.js';
import { EndpointCommands } from './endpoint-commands.service.js';
import { EndpointCatalogue } from './endpoint-catalogue.service.js';
import { EndpointDrafts } from './endpoint-drafts.service.js';
import { EndpointFactory } from './definitions/endpoint-factory.service.js';
import { EndpointLookup } from './endpoint-lookup.service.js';
import { ListenerEndpoints } from './listener-endpoints.service.js';
import { MuteCatalogue } from './mutes/mute-catalogue.service.js';
import { EventRouting } from './event-routing.service.js';
import { ApplyFile } from './file/apply-file.service.js';
import { FileTemplateWarnings } from './file/file-template-warnings.service.js';
import { FilterCheck } from './filter-check/filter-check.service.js';
import { PresentationAdvice } from './presentation/presentation-advice.service.js';
import { PresentationPreviews } from './presentation/presentation-previews.service.js';
import { FileEndpoints } from './file/file-endpoints.service.js';

/**
 * Endpoints as the gateway knows them: one live catalogue of those from the environment, the configuration file and the
 * API. `definitions/` holds what is stored and checks requests, `file/` applies the configuration file, `filter/` runs
 * filters on events, `filter-check/` tries them on stored events.
 *
 * Parts of an endpoint have folders of their own, with their rules, their warnings and their form at run time: `presentation/` (messages
 * and payloads), `quiet/`, `digest/`, `batch/` and `actions/`. `mutes/` holds the mutes in effect.
 */
@Module({
  imports: [StoreModule],
  providers: [
    ApplyFile,
    DeclaredActions,
    DefinitionCache,
    DefinitionUpkeep,
    EndpointActivities,
    EndpointCommands,
    EndpointCatalogue,
    EndpointDrafts,
    EndpointFactory,
    EndpointLookup,
    DefinitionWriter,
    EventRouting,
    FileEndpoints,
    FileTemplateWarnings,
    FilterCheck,
    ListenerEndpoints,
    MuteCatalogue,
    PresentationAdvice,
    PresentationPreviews,
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
  exports: [
    DeclaredActions,
    DefinitionCache,
    EndpointActivities,
    EndpointCatalogue,
    EndpointCommands,
    EndpointDrafts,
    EndpointLookup,
    EventRouting,
    FilterCheck,
    ListenerEndpoints,
    MuteCatalogue,
    PresentationAdvice,
    PresentationPreviews,
    TargetGuard,
  ],
})
export class EndpointsModule {}
