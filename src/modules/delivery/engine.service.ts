import { Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { lastValueFrom, share } from 'rxjs';
import { Clock } from '../model/clock.js';
import { isOrdered } from '../model/delivery.js';
import { Dispatcher } from './queue/dispatcher.service.js';
import { LeaseKeeper } from './queue/lease-keeper.service.js';
import { Pipeline } from './pipeline.service.js';
import { Recovery } from './queue/recovery.service.js';
import type { SettledReport } from './report.js';

/** Time for storing the last attempts after their own timeout, ms. */
const WRITE_GRACE_MS = 5_000;

/** Starts the delivery room (recovery, then the pipeline, then the claims), and stops it in reverse order. */
@Injectable()
export class DeliveryEngine implements OnApplicationBootstrap, BeforeApplicationShutdown {
  #drained: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly pipeline: Pipeline,
    private readonly recovery: Recovery,
    private readonly leaseKeeper: LeaseKeeper,
    private readonly clock: Clock,
  ) {}

  /** Recovers, subscribes to the pipeline and begins to claim. Rejects when the store does not answer. */
  async onApplicationBootstrap(): Promise<void> {
    await this.recovery.run();
    const settled = this.pipeline.run(this.dispatcher.deliveries).pipe(share());
    settled.subscribe((result) => this.#planNext(result));
    this.#drained = lastValueFrom(settled, { defaultValue: null });
    this.dispatcher.open();
  }

  /**
   * Stops claiming, hands waiting deliveries back to the store, and resolves when the attempts in flight have ended and are stored.
   * While the store takes no writes, it stops waiting after the longest timeout and {@link WRITE_GRACE_MS}: the leases run out by
   * themselves. Runs before the store closes, because Nest calls global modules, as this one, last.
   */
  async beforeApplicationShutdown(): Promise<void> {
    // Nest's scheduler, which renews the leases while the gateway runs, stops during the shutdown.
    const renewals = this.leaseKeeper.renewals.subscribe();
    this.pipeline.close();
    await this.dispatcher.close();
    const grace = Promise.withResolvers<void>();
    const timer = setTimeout(grace.resolve, this.pipeline.longestAttemptMs() + WRITE_GRACE_MS);
    await Promise.race([this.#drained, grace.promise]);
    clearTimeout(timer);
    renewals.unsubscribe();
  }

  /** Tells the dispatcher of the retry of this delivery, of its successor in order, and of the memory that is free again. */
  #planNext({ report }: SettledReport): void {
    const { delivery, next, join } = report;
    // A delivery that joins a digest gives up its turn.
    const isPassedOn = isOrdered(delivery) && (next?.state !== 'pending' || join !== undefined);
    if (join) this.dispatcher.dueAt(this.clock.now() + join.opening.inMs);
    else if (next?.state === 'pending') this.dispatcher.dueAt(next.dueAt);
    if (next && isPassedOn) this.dispatcher.wake();
    this.dispatcher.released(delivery.endpointId);
  }
}
