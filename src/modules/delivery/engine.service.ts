import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { lastValueFrom, share } from 'rxjs';
import { Aftermath } from './aftermath.service.js';
import type { ClaimLoop } from './claim-loop.js';
import { Dispatcher } from './dispatcher.service.js';
import { Lanes } from './lanes.service.js';
import { pipeline } from './pipeline.js';
import { Recorder } from './recorder.service.js';
import { Recovery } from './recovery.service.js';
import type { SettledReport } from './report.js';

/** Starts and stops deliveries: recovery first, then the pipeline, then the claims; in reverse at the end. */
@Injectable()
export class DeliveryEngine implements OnApplicationBootstrap, OnApplicationShutdown {
  #loop: ClaimLoop | null = null;
  #drained: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly lanes: Lanes,
    private readonly recorder: Recorder,
    private readonly recovery: Recovery,
    private readonly aftermath: Aftermath,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.recovery.run();
    const loop = this.aftermath.loop(() => this.dispatcher.claim());
    const settled = this.dispatcher.deliveries.pipe(pipeline(this.lanes, this.recorder), share());
    settled.subscribe((result) => this.#over(result, loop));
    this.#drained = lastValueFrom(settled, { defaultValue: null });
    this.dispatcher.wakes.subscribe(() => loop.request());
    this.dispatcher.open();
    loop.request();
    this.#loop = loop;
  }

  /** Stops claiming, hands back what waits, and resolves when the attempts in flight have ended and are written. */
  async onApplicationShutdown(): Promise<void> {
    this.lanes.close();
    this.dispatcher.close();
    await this.#loop?.stop();
    await this.#drained;
  }

  #over(result: SettledReport, loop: ClaimLoop): void {
    const { delivery, next } = result.report;
    this.aftermath.over(result);
    if (next?.state === 'pending') loop.dueAt(next.dueAt);
    this.dispatcher.freed(delivery.endpointId);
  }
}
