import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { lastValueFrom, share } from 'rxjs';
import { isOrdered } from '../model/delivery.js';
import { Dispatcher } from './queue/dispatcher.service.js';
import { LeaseKeeper } from './queue/lease-keeper.service.js';
import { pipeline } from './pipeline.js';
import { Recovery } from './queue/recovery.service.js';
import type { SettledReport } from './report.js';
import { DeliverySteps } from './steps.service.js';

/** What the last attempts may take beyond their own deadline to be written down, ms. */
const WRITE_GRACE_MS = 5_000;

/** Starts and stops deliveries: recovery first, then the pipeline, then the claims; in reverse at the end. */
@Injectable()
export class DeliveryEngine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #drained: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly steps: DeliverySteps,
    private readonly recovery: Recovery,
    private readonly leaseKeeper: LeaseKeeper,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.recovery.run();
    const settled = this.dispatcher.deliveries.pipe(pipeline(this.steps), share());
    settled.subscribe((result) => this.#planNext(result));
    this.#drained = lastValueFrom(settled, { defaultValue: null });
    this.dispatcher.open();
  }

  /**
   * Before the store closes: modules that are global, as this one, hear of the shutdown last.
   * Stops claiming, hands back what waits, and resolves when the attempts in flight have ended and are written. If the
   * store takes no writes it gives up after a while: the leases run out by themselves.
   */
  async beforeApplicationShutdown(): Promise<void> {
    // The schedule, which renews while the gateway runs, has ended or is about to.
    const renewals = this.leaseKeeper.renewals.subscribe();
    this.steps.close();
    await this.dispatcher.close();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, this.steps.longestAttemptMs() + WRITE_GRACE_MS);
    await Promise.race([this.#drained, grace.promise]);
    clearTimeout(timer);
    renewals.unsubscribe();
  }

  /** Wakes the dispatcher for the retry of this delivery, for its successor in order, and for the memory it freed. */
  #planNext({ report }: SettledReport): void {
    const { delivery, next } = report;
    if (next?.state === 'pending') this.dispatcher.dueAt(next.dueAt);
    else if (next && isOrdered(delivery)) this.dispatcher.wake();
    this.dispatcher.freed(delivery.endpointId);
  }
}
