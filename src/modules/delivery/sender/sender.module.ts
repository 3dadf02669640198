import { HttpService } from '@nestjs/axios';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Agents } from './agents.js';
import { axiosOver } from './axios-over.js';
import { Sender } from './sender.service.js';

@Module({
  providers: [
    { provide: Agents, inject: [GatewayConfig], useFactory: (config: GatewayConfig) => new Agents(config) },
    {
      provide: HttpService,
      inject: [Agents],
      useFactory: (agents: Agents) => new HttpService(axiosOver(agents)),
    },
    Sender,
  ],
  exports: [Sender],
})
export class SenderModule implements OnApplicationShutdown {
  readonly #agents: Agents;

  constructor(agents: Agents) {
    this.#agents = agents;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agents.destroy();
  }
}
