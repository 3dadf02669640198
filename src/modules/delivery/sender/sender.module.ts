import { HttpService } from '@nestjs/axios';
import { Module, type OnApplicationShutdown } from '@nestjs/common';
import { GatewayConfig } from '../../config/gateway-config.js';
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
