import { Injectable } from '@nestjs/common';
import { map, mergeMap, of, tap, type Observable } from 'rxjs';
import type { LeasedDelivery } from '../model/delivery.js';
import { Attempts } from './attempt.service.js';
import { Batches } from './batches.service.js';
import type { TakenTurn } from './conversation/turns.service.js';
import { decide } from './decide.js';
import { DigestTurns } from './digest/digest-turns.service.js';
import { Lanes } from './lanes.service.js';
import { Learning } from './learn.service.js';
import type { Report } from './report.js';

/** Takes what its lane has admitted to a report: one delivery, or those that are sent together (`batches.service.ts`). */
@Injectable()
export class Sending {
  constructor(
    private readonly lanes: Lanes,
    private readonly turns: DigestTurns,
    private readonly attempts: Attempts,
    private readonly learning: Learning,
    private readonly batches: Batches,
  ) {}

  /**
   * Emits a report for each delivery. Never errors.
   *
   * @param others deliveries that are sent together with the first
   * @param notSent to be called where no request is made
   */
  send(delivery: LeasedDelivery, others: readonly LeasedDelivery[], notSent: () => void): Observable<Report> {
    if (others.length > 0 || this.lanes.sendsBatches(delivery.endpointId))
      return this.batches.send([delivery, ...others], notSent);
    // the message of the job: edited, continued, or left as it is; held in quiet hours; gathered in a digest
    return this.turns.take(delivery).pipe(mergeMap((turn) => this.#attempt(delivery, turn, notSent)));
  }

  #attempt(delivery: LeasedDelivery, turn: TakenTurn, notSent: () => void): Observable<Report> {
    if (turn.kind === 'unsent') {
      notSent();
      return of(turn.report);
    }
    // The lease may have run out, or the endpoint may have been removed, while the turn was read.
    const hold = turn.wasRead ? this.lanes.holdSinceAdmission(delivery) : null;
    if (hold) {
      notSent();
      return of(this.lanes.unsent(delivery, hold));
    }
    // format → sign → send within the timeout → judge
    return this.attempts.make(turn.delivery ?? delivery, turn.message).pipe(
      // the pause that the target asked for
      map((attempted) => this.learning.pause(attempted)),
      // delivered · again after a backoff · failed
      map(({ attempted, pausedMs }) => decide(attempted, pausedMs, Math.random())),
      // what becomes of the job's message
      map(turn.settle),
      // breaker, disabled endpoint
      tap((report) => this.learning.learn(report)),
    );
  }
}
