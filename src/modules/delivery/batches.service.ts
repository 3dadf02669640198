import { Injectable } from '@nestjs/common';
import { concat, from, mergeMap, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../endpoints/endpoint-catalogue.service.js';
import type { LeasedDelivery } from '../model/delivery.js';
import { BatchAttempts, type AttemptedBatch } from './batch-attempts.service.js';
import type { SendTurn } from './conversation/turns.service.js';
import { decide } from './decide.js';
import { Lanes } from './lanes.service.js';
import { Learning } from './learn.service.js';
import type { Report } from './report.js';

/** A delivery whose turn it is. */
interface Member {
  readonly delivery: LeasedDelivery;
  readonly turn: SendTurn;
}

/**
 * Sends deliveries of one endpoint together. Each of them keeps its row, its lease, its turn, its retries and its end: only the request
 * and what is learnt of the target are shared.
 */
@Injectable()
export class Batches {
  constructor(
    private readonly lanes: Lanes,
    private readonly catalogue: EndpointCatalogue,
    private readonly attempts: BatchAttempts,
    private readonly learning: Learning,
  ) {}

  /**
   * Emits one report for each delivery, those that are not sent first. Never errors.
   *
   * @param notSent to be called where no request is made
   */
  send(deliveries: readonly LeasedDelivery[], notSent: () => void): Observable<Report> {
    const inOrder = [...deliveries].sort(byAcceptance);
    return this.lanes.turns(inOrder).pipe(
      mergeMap((turns) => {
        const unsent = turns.flatMap((turn) => (turn.kind === 'unsent' ? turn.report : []));
        const members = turns.flatMap((turn, at) =>
          turn.kind === 'send' ? { delivery: inOrder[at]!, turn } : [],
        );
        if (members.length > 0) return concat(from(unsent), this.#sent(members, notSent));
        notSent();
        return from(unsent);
      }),
    );
  }

  #sent(members: readonly Member[], notSent: () => void): Observable<Report> {
    const endpoint = this.catalogue.find(members[0]!.delivery.endpointId)!;
    if (!endpoint.batch) {
      // It was changed while the turns were read.
      notSent();
      return from(members.map(({ delivery }) => this.#handedBack(delivery)));
    }
    const deliveries = members.map(({ delivery, turn }) => turn.delivery ?? delivery);
    return this.attempts.make(deliveries, endpoint).pipe(mergeMap((batch) => this.#reports(batch, members)));
  }

  #reports({ ofRequest, attempted, left }: AttemptedBatch, members: readonly Member[]): readonly Report[] {
    const pausedMs = ofRequest ? this.learning.pause(ofRequest).pausedMs : 0;
    // All events of a batch get the same jitter, so those that failed together are due together.
    const random = Math.random();
    const turnOf = new Map(members.map((member) => [member.delivery.id, member]));
    const reports = attempted.map((one) => {
      const { delivery, turn } = turnOf.get(one.delivery.id)!;
      // The memory of the delivery is freed by the object that holds it.
      return { ...turn.settle(decide(one, pausedMs, random)), delivery };
    });
    if (ofRequest) this.learning.learn(decide(ofRequest, pausedMs, random));
    return [...reports, ...left.map(({ id }) => this.#handedBack(turnOf.get(id)!.delivery))];
  }

  /** The delivery goes back to the store and is due at once, as those of a closed lane do. */
  #handedBack(delivery: LeasedDelivery): Report {
    return this.lanes.unsent(delivery, { reason: 'lane-closed' });
  }
}

/** Ids are UUIDv7: they lie in the order of acceptance. */
function byAcceptance({ id: one }: LeasedDelivery, { id: other }: LeasedDelivery): number {
  return one < other ? -1 : 1;
}
