import { Injectable } from '@nestjs/common';
import { map, of, type Observable } from 'rxjs';
import { adapterOf } from '../../../adapters/registry.js';
import { takesDigests } from '../../endpoints/digest/digest-of.js';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { DIGEST_EMPTY, type Digest, type ScheduledDigest, type StormDigest } from '../../model/digest.js';
import { nextScheduled } from '../../model/digest-schedule.js';
import { gathers } from '../../model/gathers.js';
import { mayHaveArrived } from '../conversation/may-have-arrived.js';
import { unsentTurn, type SendTurn, type TakenTurn } from '../conversation/turns.service.js';
import { QuietTurns } from '../quiet/quiet-turns.service.js';
import type { Report } from '../report.js';
import { CarrierTurns } from './carrier-turns.service.js';
import { isDigest } from './content.js';
import { joiningTurn } from './join.js';
import { Storms } from './storms.service.js';

/**
 * Takes the turn of a delivery, and gathers what would notify people where their endpoint tells of many messages by one: in a storm, or on
 * a schedule. Edits notify nobody, so they are sent; what an operator asks for is sent too.
 *
 * This folder keeps digests: `storm.ts` decides whether messages are too many, by the counts of `storms.service.ts`; `join.ts` makes a
 * delivery join the digest of its endpoint; `carrier-turns.service.ts` sends a digest, with the content that `summary.ts` makes;
 * `digest-watch.service.ts` knows the digests of other nodes and of the time before a start.
 */
@Injectable()
export class DigestTurns {
  constructor(
    private readonly turns: QuietTurns,
    private readonly carriers: CarrierTurns,
    private readonly storms: Storms,
    private readonly catalogue: EndpointCatalogue,
    private readonly clock: Clock,
  ) {}

  /** Emits once; never errors. */
  take(delivery: LeasedDelivery): Observable<TakenTurn> {
    if (isDigest(delivery.event)) return this.#carried(delivery);
    const turn = this.turns.take(delivery);
    const digest = this.catalogue.find(delivery.endpointId)?.digest ?? null;
    if (!digest || delivery.isAskedFor) return turn;
    return turn.pipe(map((taken) => this.#gathered(delivery, taken, digest)));
  }

  /** An endpoint that takes each event by itself by now gets those that a digest was to tell of: its end frees them. */
  #carried(delivery: LeasedDelivery): Observable<TakenTurn> {
    const adapter = adapterOf(this.catalogue.find(delivery.endpointId)?.adapter ?? '');
    if (!adapter || takesDigests(adapter)) return this.carriers.take(delivery);
    const next = { state: 'cancelled', reason: DIGEST_EMPTY } as const;
    return of(unsentTurn(delivery, { next }));
  }

  #gathered(delivery: LeasedDelivery, turn: TakenTurn, digest: Digest): TakenTurn {
    if (turn.kind === 'unsent' || !turn.notifies || !gathers(digest, delivery.event.type)) return turn;
    return digest.kind === 'storm'
      ? this.#inStorm(delivery, turn, digest)
      : this.#scheduled(delivery, turn, digest);
  }

  #inStorm(delivery: LeasedDelivery, turn: SendTurn, digest: StormDigest): TakenTurn {
    const inMs = this.storms.take(delivery.endpointId, digest);
    if (inMs !== null) return joiningTurn(delivery, turn, { inMs, now: this.clock.now() });
    const settle = (report: Report): Report => {
      const isHeard = report.outcome?.kind === 'delivered' || mayHaveArrived(report.attempt);
      if (!isHeard) this.storms.notSent(delivery.endpointId);
      return turn.settle(report);
    };
    return { ...turn, settle };
  }

  #scheduled(delivery: LeasedDelivery, turn: SendTurn, digest: ScheduledDigest): TakenTurn {
    const now = this.clock.now();
    return joiningTurn(delivery, turn, { inMs: nextScheduled(digest, now) - now, now });
  }
}
