import { HttpService } from '@nestjs/axios';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { EndpointsModule } from '../../endpoints/endpoints.module.js';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { Sender } from './sender.service.js';

@Module({
  imports: [EndpointsModule],
  providers: [
    {
      provide: Agents,
      inject: [GatewayConfig, TargetGuard],
      useFactory: (config: GatewayConfig, guard: TargetGuard) => new Agents(config, guard),
    },
    {
      provide: HttpService,
      inject: [Agents],
      useFactory: (agents: Agents) => new HttpService(axiosOver(agents)),
    },
    Sender,
  ],
  exports: [Agents, Sender],
})
export class SenderModule implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #agents: Agents;
  readonly #catalogue: EndpointCatalogue;

  constructor(agents: Agents, catalogue: EndpointCatalogue) {
    this.#agents = agents;
    this.#catalogue = catalogue;
  }

  /** Connections with certificates that no endpoint has any more are closed. */
  onApplicationBootstrap(): void {
    this.#catalogue.changes.subscribe(() => {
      this.#agents.retain(this.#catalogue.all().flatMap(({ tls }) => tls ?? []));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agents.destroy();
  }
}
