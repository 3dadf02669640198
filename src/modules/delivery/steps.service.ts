import { Injectable } from '@nestjs/common';
import type { LeasedDelivery } from '../model/delivery.js';
import { Holds, type Hold } from './admission/holds.service.js';
import { Attempts, type Attempted } from './attempt.service.js';
import { decide } from './decide.js';
import { Lanes } from './lanes.service.js';
import { Learning } from './learn.service.js';
import { Recorder } from './recorder.service.js';
import type { Report, SettledReport } from './report.js';

/** Binds each step of the pipeline to the service that carries it out. */
@Injectable()
export class DeliverySteps {
  constructor(
    private readonly lanes: Lanes,
    private readonly holds: Holds,
    private readonly attempts: Attempts,
    private readonly learning: Learning,
    private readonly recorder: Recorder,
  ) {}

  readonly policy = (endpointId: string) => this.lanes.policy(endpointId);
  readonly unsent = (delivery: LeasedDelivery, hold: Hold) => this.holds.unsent(delivery, hold);
  readonly attempt = (delivery: LeasedDelivery) => this.attempts.make(delivery);
  readonly decide = (attempted: Attempted) =>
    decide(attempted, this.learning.pause(attempted), Math.random());
  readonly learn = (report: Report): void => this.learning.learn(report);
  readonly release = (result: SettledReport): void => this.recorder.release(result);

  /** Sends no further delivery; those that wait in lanes go back to the store. */
  close(): void {
    this.holds.close();
  }

  /** The time that an attempt in flight may still take at most, ms. */
  longestAttemptMs(): number {
    return this.lanes.longestAttemptMs();
  }

  /** The options of the step that stores results. */
  get settlements() {
    return this.recorder.settlements;
  }
}
