import { Controller, Get, ServiceUnavailableException, type OnModuleDestroy } from '@nestjs/common';
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
    } catch {
      throw new ServiceUnavailableException({ message: 'The store does not answer.', retryAfter: 5 });
    }
    return { status: 'ok' };
  }

  /** Comes before the server closes: traffic goes elsewhere while requests are still served. */
  onModuleDestroy(): void {
    this.#stopping = true;
  }
}
