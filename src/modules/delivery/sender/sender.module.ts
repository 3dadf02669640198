import { HttpService } from '@nestjs/axios';
import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Agent } from 'undici';
import { GatewayConfig } from '../../config/gateway-config.js';
import { Sender } from './sender.service.js';
import { axiosOver } from './axios-over.js';

/** Bounds what a target may announce before its body, bytes. */
const HEADER_LIMIT = 16 * 1024;

const AGENT = Symbol('undici agent');

/** Deadlines are the sender's: undici's own idle timeouts are off, only the connect is bounded so that it ends some time. */
function agentFor(config: GatewayConfig): Agent {
  return new Agent({
    connect: { timeout: Math.max(config.timeoutMs, 5_000) },
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
    pipelining: 1,
    maxHeaderSize: HEADER_LIMIT,
  });
}

@Module({
  providers: [{ provide: AGENT, inject: [GatewayConfig], useFactory: agentFor }],
  exports: [AGENT],
})
class AgentModule implements OnApplicationShutdown {
  readonly #agent: Agent;

  constructor(@Inject(AGENT) agent: Agent) {
    this.#agent = agent;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#agent.destroy();
  }
}

@Module({
  imports: [AgentModule],
  providers: [
    {
      provide: HttpService,
      inject: [AGENT],
      useFactory: (agent: Agent) => new HttpService(axiosOver(agent)),
    },
    Sender,
  ],
  exports: [Sender],
})
export class SenderModule {}
