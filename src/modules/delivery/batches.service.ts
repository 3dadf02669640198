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
 * Sends deliveries of one endpoint by one request. Each delivery keeps its row, lease, turn, retries and end; the deliveries share the
 * request, and what the gateway learns from it about the target: the steps are those of the pipeline, of which the attempt, the pause
 * and the learning happen once for a request.
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
   * Emits one report for each delivery; unsent deliveries come first. Never errors.
   *
   * @param notSent called where no request is made
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
      // The endpoint has changed while the turns were read.
      notSent();
      return from(members.map(({ delivery }) => this.#handedBack(delivery)));
    }
    const deliveries = members.map(({ delivery, turn }) => turn.delivery ?? delivery);
    return this.attempts.make(deliveries, endpoint).pipe(mergeMap((batch) => this.#reports(batch, members)));
  }

  #reports({ ofRequest, attempted, left }: AttemptedBatch, members: readonly Member[]): readonly Report[] {
    const pausedMs = ofRequest ? this.learning.pause(ofRequest).pausedMs : 0;
    // All deliveries of a batch get the same jitter, so deliveries that fail together fall due together.
    const random = Math.random();
    const turnOf = new Map(members.map((member) => [member.delivery.id, member]));
    const reports = attempted.map((one) => {
      const { delivery, turn } = turnOf.get(one.delivery.id)!;
      // `InFlight` releases a delivery by its object, so the report holds the one that was leased.
      return { ...turn.settle(decide(one, pausedMs, random)), delivery };
    });
    if (ofRequest) this.learning.learn(decide(ofRequest, pausedMs, random));
    return [...reports, ...left.map(({ id }) => this.#handedBack(turnOf.get(id)!.delivery))];
  }

  /** Hands a delivery back to the store, due at once, as a closed lane does. */
  #handedBack(delivery: LeasedDelivery): Report {
    return this.lanes.unsent(delivery, { reason: 'lane-closed' });
  }
}

/** Compares by acceptance: ids are UUIDv7, which sort by time. */
function byAcceptance({ id: one }: LeasedDelivery, { id: other }: LeasedDelivery): number {
  return one < other ? -1 : 1;
}
