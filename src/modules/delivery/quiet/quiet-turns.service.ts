import { Injectable } from '@nestjs/common';
import { catchError, from, map, mergeMap, of, type Observable } from 'rxjs';
import { EndpointCatalogue } from '../../endpoints/endpoint-catalogue.service.js';
import { Clock } from '../../model/clock.js';
import { isOrdered, type LeasedDelivery } from '../../model/delivery.js';
import { isExcepted, QUIET_HOURS, quietUntil, type Quiet } from '../../model/quiet.js';
import { ConversationStore } from '../../store/conversation-store.js';
import { Turns, unsentReport, type TakenTurn } from '../conversation/turns.service.js';
import { DeliveryEvents } from '../events/delivery-events.service.js';

type Sent = Extract<TakenTurn, { kind: 'send' }>;

/**
 * Takes the turn of a delivery, and keeps what would notify people from being sent in the quiet hours of their endpoint: a message of
 * its own, the first of a job, a reply in a thread, the announcement of an edit. Edits notify nobody, so they are sent.
 *
 * This folder keeps quiet hours: `model/quiet.ts` computes the windows, `quiet-precedence.service.ts` lets what is held give way to
 * excepted events of its job, `quiet-releases.service.ts` makes what is held due when the quiet hours of its endpoint change.
 */
@Injectable()
export class QuietTurns {
  constructor(
    private readonly turns: Turns,
    private readonly catalogue: EndpointCatalogue,
    private readonly conversations: ConversationStore,
    private readonly clock: Clock,
    private readonly events: DeliveryEvents,
  ) {}

  /** Emits once; never errors. */
  take(delivery: LeasedDelivery): Observable<TakenTurn> {
    const turn = this.turns.take(delivery);
    const quiet = this.catalogue.find(delivery.endpointId)?.quiet;
    if (!quiet || delivery.isAskedFor || isExcepted(quiet, delivery.event.type)) return turn;
    return turn.pipe(mergeMap((taken) => this.#heeded(delivery, taken, quiet)));
  }

  #heeded(delivery: LeasedDelivery, turn: TakenTurn, quiet: Quiet): Observable<TakenTurn> {
    if (turn.kind === 'unsent' || !turn.notifies) return of(turn);
    const now = this.clock.now();
    const until = quietUntil(quiet, now);
    if (until === null) return of(turn);
    if (quiet.then === 'drop') return of(dropped(delivery, turn));
    const held = heldTurn(delivery, turn, { now, until });
    if (!isOrdered(delivery)) return of(held);
    return from(this.conversations.waiting(delivery.id)).pipe(
      map((types) => givingWay(turn, held, { types, quiet })),
      catchError((error: unknown) => {
        // Whatever waits behind it is looked for again once it is held.
        this.events.publish({ kind: 'store-failing', during: 'reading the deliveries of a job', error });
        return of(held);
      }),
    );
  }
}

/** What is held goes out before an excepted event of its job; an announcement is given up for whatever follows. */
function givingWay(
  turn: Sent,
  held: TakenTurn,
  { types, quiet }: { readonly types: readonly string[]; readonly quiet: Quiet },
): TakenTurn {
  const { unannounced } = turn;
  if (unannounced) return types.length > 0 ? { kind: 'unsent', report: unannounced } : held;
  return types.some((type) => isExcepted(quiet, type)) ? turn : held;
}

function heldTurn(
  delivery: LeasedDelivery,
  { unannounced }: Sent,
  { now, until }: { readonly now: number; readonly until: number },
): TakenTurn {
  const next = { state: 'pending', dueAt: until, inMs: until - now, reason: QUIET_HOURS } as const;
  const quiet = unannounced ? 'announcement' : 'message';
  return { kind: 'unsent', report: { ...unsentReport(delivery, { next }), quiet } };
}

/** An event that an edit has told of is delivered, although nobody was notified. */
function dropped(delivery: LeasedDelivery, { unannounced }: Sent): TakenTurn {
  const next = { state: 'cancelled', reason: QUIET_HOURS } as const;
  return { kind: 'unsent', report: unannounced ?? unsentReport(delivery, { next }) };
}
