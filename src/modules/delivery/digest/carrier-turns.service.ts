import { Injectable } from '@nestjs/common';
import { catchError, defer, from, map, mergeMap, of, type Observable } from 'rxjs';
import { Clock } from '../../model/clock.js';
import type { LeasedDelivery } from '../../model/delivery.js';
import { DIGEST_EMPTY } from '../../model/digest.js';
import { unsentTurn, type TakenTurn } from '../conversation/turns.service.js';
import { DigestStore } from '../../store/digest-store.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';
import { Silences, subjectOf, type Silence } from '../quiet/silences.service.js';
import { isGathering } from './content.js';
import { DigestContents } from './digest-contents.service.js';

/** Pause before a digest is closed again where the store did not do it, ms. */
const RETRY_MS = 1_000;

/**
 * Takes the turn of the carrier of a digest, and sends it. In quiet hours and mutes the digest goes on gathering until they end, also where
 * they drop single messages: its events came before. A digest with an event that is excepted from quiet hours is sent at once.
 */
@Injectable()
export class CarrierTurns {
  constructor(
    private readonly contents: DigestContents,
    private readonly digests: DigestStore,
    private readonly silences: Silences,
    private readonly clock: Clock,
    private readonly events: DeliveryEvents,
  ) {}

  /** Emits once; never errors. */
  take(delivery: LeasedDelivery): Observable<TakenTurn> {
    const silence = delivery.isAskedFor ? null : this.silences.of(subjectOf(delivery));
    return defer(() => (silence ? this.#heeded(delivery, silence) : this.#sent(delivery))).pipe(
      catchError((error: unknown) => {
        this.events.publish({ kind: 'store-failing', during: 'closing a digest', error });
        const next = { state: 'pending', dueAt: this.clock.now() + RETRY_MS, inMs: RETRY_MS } as const;
        return of<TakenTurn>(unsentTurn(delivery, { next }));
      }),
    );
  }

  #heeded(delivery: LeasedDelivery, { until, now, reason }: Silence): Observable<TakenTurn> {
    const isExcepted = (type: string): boolean => this.silences.of(subjectOf(delivery, type)) === null;
    const next = { state: 'pending', dueAt: until, inMs: until - now, reason } as const;
    return from(this.digests.types(delivery.id)).pipe(
      mergeMap((types) =>
        types.some(isExcepted) ? this.#sent(delivery) : of<TakenTurn>(unsentTurn(delivery, { next })),
      ),
    );
  }

  #sent(delivery: LeasedDelivery): Observable<TakenTurn> {
    if (!isGathering(delivery.event)) return of(sending(delivery, delivery));
    return from(this.contents.close(delivery)).pipe(map((closed) => closedTurn(delivery, closed)));
  }
}

function closedTurn(delivery: LeasedDelivery, closed: LeasedDelivery | 'empty' | 'lost'): TakenTurn {
  if (closed === 'lost') return unsentTurn(delivery, { next: null });
  if (closed !== 'empty') return sending(delivery, closed);
  const next = { state: 'cancelled', reason: DIGEST_EMPTY } as const;
  return unsentTurn(delivery, { next });
}

/** @param told the delivery with the content of the digest */
function sending(delivery: LeasedDelivery, told: LeasedDelivery): TakenTurn {
  return {
    kind: 'send',
    notifies: true,
    delivery: told,
    // `InFlight` releases a delivery by its object, so the report holds the one that was leased.
    settle: (report) => ({ ...report, delivery }),
  };
}
