import { Injectable } from '@nestjs/common';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import type { Endpoint } from '../../model/endpoint.js';
import type { Outcome } from '../../model/outcome.js';
import { Redactor } from '../../model/redactor.js';
import type { Answer, NoAnswer } from '../sender/sender.service.js';
import { judge } from './judge.js';

/** Judges answers when they arrive. */
@Injectable()
export class Judging {
  constructor(
    private readonly clock: Clock,
    private readonly redactor: Redactor,
  ) {}

  /** Unix ms. */
  now(): number {
    return this.clock.now();
  }

  /**
   * Judges an answer that arrived at `receivedAt` (Unix ms). Masked fields of the event that the target repeats are masked in the
   * outcome: its text goes into lists, incidents, events and the log, which have no event at hand.
   */
  judge(
    result: Answer | NoAnswer,
    { event }: LeasedDelivery,
    endpoint: Endpoint,
    receivedAt: number,
  ): Outcome {
    const outcome = judge(result, endpoint, receivedAt);
    if (outcome.kind === 'delivered' || !this.redactor.isOn) return outcome;
    return { ...outcome, message: this.redactor.of(event).text(outcome.message) };
  }
}
