import { Controller, Get, ServiceUnavailableException, type OnModuleDestroy } from '@nestjs/common';
import { GatewayError } from '../model/gateway-error.js';
import { UpkeepStore } from '../store/upkeep-store.js';

/** For whoever restarts the process (`/livez`) and whoever sends it traffic (`/readyz`). */
@Controller()
export class HealthController implements OnModuleDestroy {
  #stopping = false;

  constructor(private readonly store: UpkeepStore) {}

  @Get('livez')
  live(): object {
    return { status: 'ok' };
  }

  @Get('readyz')
  async ready(): Promise<object> {
    if (this.#stopping)
      throw new ServiceUnavailableException({ message: 'The gateway is stopping.', retryAfter: 5 });
    try {
      await this.store.ping();
    } catch (error) {
      const full = error instanceof GatewayError && error.code === 'store_full';
      const reason = full
        ? { code: 'store_full', message: 'The disk of the store is full.' }
        : { message: 'The store does not answer.' };
      throw new ServiceUnavailableException({ ...reason, retryAfter: 5 });
    }
    return { status: 'ok' };
  }

  /** Comes before the server closes: traffic goes elsewhere while requests are still served. */
  onModuleDestroy(): void {
    this.#stopping = true;
  }
}
