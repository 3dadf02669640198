import { HttpService } from '@nestjs/axios';
import { Module, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { EndpointsModule } from '../../endpoints/endpoints.module.js';
import { TargetGuard } from '../../net/target-guard.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { Handshakes } from './handshakes.service.js';
import { MailSender } from './mail/mail-sender.service.js';
import { Sender } from './sender.service.js';
import { Sockets } from './sockets.service.js';
import { Transports } from './transports.service.js';

/** Provides the transports, and closes its connections with the gateway. */
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
    MailSender,
    Handshakes,
    Sockets,
    Transports,
  ],
  exports: [Agents, Handshakes, Sockets, Transports],
})
export class SenderModule implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly #agents: Agents;
  readonly #catalogue: EndpointCatalogue;

  constructor(agents: Agents, catalogue: EndpointCatalogue) {
    this.#agents = agents;
    this.#catalogue = catalogue;
  }

  /** Closes the connections of TLS material that no endpoint has any more, whenever endpoints change. */
  onApplicationBootstrap(): void {
    this.#catalogue.changes.subscribe(() => {
      this.#agents.retain(this.#catalogue.all().flatMap(({ tls }) => tls ?? []));
    });
  }

  /** Closes all connections. */
  async onApplicationShutdown(): Promise<void> {
    await this.#agents.destroy();
  }
}
