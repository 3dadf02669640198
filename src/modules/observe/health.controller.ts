import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { Stopping } from '../http/stopping.service.js';
import { GatewayError } from '../model/gateway-error.js';
import { UpkeepStore } from '../store/upkeep-store.js';
import { api } from './observe.openapi.js';
import type { AliveAnswer } from './status.response.js';
import { singleFlight } from './single-flight.js';

/** Health checks: `/livez` for supervisors that restart the process, `/readyz` for load balancers. */
@Controller()
export class HealthController {
  readonly #ping: () => Promise<void>;

  constructor(
    store: UpkeepStore,
    private readonly stopping: Stopping,
  ) {
    this.#ping = singleFlight(() => store.ping());
  }

  @api.isAlive
  @Get('livez')
  live(): AliveAnswer {
    return { status: 'ok' };
  }

  @api.isReady
  @Get('readyz')
  async ready(): Promise<AliveAnswer> {
    if (this.stopping.begun) throw unready('stopping', 'The gateway is stopping.');
    try {
      await this.#ping();
    } catch (error) {
      if (error instanceof GatewayError && error.code === 'store_full')
        throw unready(error.code, 'The disk of the store is full.');
      throw unready('store_unavailable', 'The store does not answer.');
    }
    return { status: 'ok' };
  }
}

function unready(code: string, message: string): Error {
  return new ServiceUnavailableException({ code, message, retryAfter: 5 });
}
